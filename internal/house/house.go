// Package house is the shape of the house, as a test: which room may know
// which. The lists in house_test.go are the design; a new arrow is argued for
// there, once.
package house
