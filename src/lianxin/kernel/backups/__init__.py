"""Backup and restore (备份与恢复): one sealed file with the tables, the files, the settings and the anchors."""
