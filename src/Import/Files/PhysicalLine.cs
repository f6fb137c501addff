namespace Evenhand.Import.Files;

/// <summary>One line of a file and the break that ended it, or why it cannot be read. <c>Number</c> counts from 1.</summary>
internal readonly record struct PhysicalLine(long Number, string Text, string Break, string? Fault)
{
    public static PhysicalLine Bad(long number, string fault) => new(number, "", "", fault);
}
