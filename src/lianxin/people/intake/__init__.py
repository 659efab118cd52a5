"""Staff from a sheet (人员导入)."""
