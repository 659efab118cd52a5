"""Working days with make-up days, natural-day rules, office hours, moon and markets: the only place that knows
weekdays. Pure: the calendar an office goes by is put together by `kernel.worktime`."""
