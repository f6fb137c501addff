namespace Evenhand.Import;

/// <summary>One line of a file without its line break, or why it cannot be read. <c>Number</c> counts from 1.</summary>
internal readonly record struct PhysicalLine(long Number, string Text, string? Fault);
