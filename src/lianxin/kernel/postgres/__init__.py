"""PostgreSQL with the shape of a distributed database: keys of county tables are (county_id, id).

The same shape with and without Citus; without it, it is what the tests run on.
"""
