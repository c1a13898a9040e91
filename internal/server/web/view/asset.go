package view

// Asset is the address of one of the pages' own files, with its version: it may
// be kept for ever. The server sets it.
var Asset = func(name string) string { return "/assets/" + name }
