"""Taking in the official table of divisions (区划代码表导入)."""
