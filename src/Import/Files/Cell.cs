namespace Evenhand.Import.Files;

/// <summary>How a value stood in its file.</summary>
internal enum CellKind
{
    /// <summary>Bare, or a JSON number, true or false.</summary>
    Plain,

    /// <summary>In quotes: what is within is meant by the letter.</summary>
    Quoted,

    /// <summary>A JSON list or object, as JSON.</summary>
    Nested,
}

/// <summary>One value of a record, letter by letter.</summary>
internal readonly record struct Cell(string Text, CellKind Kind)
{
    /// <summary>A column that the record does not have.</summary>
    public static readonly Cell None = new("", CellKind.Plain);
}
