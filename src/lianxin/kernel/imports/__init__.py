"""Sheets brought in (导入): what can be brought in is declared once, how it comes in is the same for all."""
