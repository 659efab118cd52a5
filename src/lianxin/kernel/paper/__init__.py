"""Printed forms (表单): declared once, drawn as PDF and as Word, blank or filled, and every print is on record."""
