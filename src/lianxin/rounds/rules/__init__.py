"""Door rounds as codes and pure questions: results, coverage, whom not to visit again, the order of a route."""
