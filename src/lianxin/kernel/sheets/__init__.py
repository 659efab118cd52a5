"""Spreadsheets in and out: what a column holds, reading what offices send, writing what they open (表格)."""
