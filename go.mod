module azukari

go 1.26.0
