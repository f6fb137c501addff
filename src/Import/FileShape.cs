using System.Collections.Immutable;

namespace Evenhand.Import;

/// <summary>How the records of a file stand in it.</summary>
internal enum FileFormat
{
    /// <summary>A table with a delimiter.</summary>
    Csv,

    /// <summary>Words of a server's log.</summary>
    Log,

    /// <summary>A JSON object a line.</summary>
    JsonLines,

    /// <summary>A list of JSON objects, or one after the other.</summary>
    Json,
}

/// <summary>How the file is laid out. <c>Columns</c> names the columns of a file without a header line.</summary>
internal sealed record FileShape
{
    public FileFormat Format { get; init; }
    public char Delimiter { get; init; } = ',';
    public string Encoding { get; init; } = "utf-8";
    public bool HasHeader { get; init; } = true;
    public ImmutableArray<string> Columns { get; init; } = [];

    /// <summary>So many columns a record has at least; null: all.</summary>
    public int? AtLeast { get; init; }

    /// <summary>Lines above the table.</summary>
    public int Preamble { get; init; }

    /// <summary>The header is the first line that has all columns of the map, whatever stands above it.</summary>
    public bool HeaderIsSearched { get; init; }

    /// <summary>Lines beneath the table.</summary>
    public int Footer { get; init; }

    /// <summary>First words of lines that are sums of others.</summary>
    public ImmutableArray<string> Totals { get; init; } = [];

    /// <summary>Words that mean that a column is empty.</summary>
    public ImmutableArray<string> Empty { get; init; } = [];

    /// <summary>Characters are written as an address has them, such as <c>%2B</c> for a plus.</summary>
    public bool IsUrlEncoded { get; init; }

    /// <summary>The latest record stands first.</summary>
    public bool IsNewestFirst { get; init; }

    public Figures Figures { get; init; } = Figures.Plain;

    public bool IsJson => Format is FileFormat.Json or FileFormat.JsonLines;
}
