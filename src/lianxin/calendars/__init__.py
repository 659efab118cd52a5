"""Working days with make-up days, natural-day rules, office hours: the only place that knows weekdays."""
