// The least that any program of .NET does: what others do is told in multiples of it.
return 0;
