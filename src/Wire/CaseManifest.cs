namespace Evenhand.Wire;

/// <summary>What a case's file holds, with the hash of each part.</summary>
public sealed record CaseManifest
{
    /// <summary>Always <c>case-file</c>.</summary>
    public string Kind { get; } = "case-file";

    /// <summary>The format: 1.</summary>
    public required int Format { get; init; }

    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>The case.</summary>
    public required string Case { get; init; }

    /// <summary>The ledger that it was taken from, by its id.</summary>
    public required Guid Ledger { get; init; }

    /// <summary>The files beside this one, by path.</summary>
    public required IReadOnlyList<CaseManifestFile> Files { get; init; }

    /// <summary>The entries of the account's stream that the files were taken from, in order.</summary>
    public required IReadOnlyList<CaseManifestEntry> Entries { get; init; }
}

/// <summary>A file of a case's file.</summary>
public sealed record CaseManifestFile
{
    /// <summary>Its path.</summary>
    public required string Path { get; init; }

    /// <summary>How many bytes it has.</summary>
    public required long Bytes { get; init; }

    /// <summary>SHA-256 of them, hexadecimal.</summary>
    public required string Sha256 { get; init; }
}

/// <summary>An entry of the ledger.</summary>
public sealed record CaseManifestEntry
{
    /// <summary>Its first sequence in the account's stream.</summary>
    public required long Sequence { get; init; }

    /// <summary>What it is, such as <c>events</c>, <c>told</c> or <c>sending</c>.</summary>
    public required string What { get; init; }

    /// <summary>When it was committed.</summary>
    public required DateTimeOffset Committed { get; init; }

    /// <summary>SHA-256 of its bytes as the ledger holds them, hexadecimal.</summary>
    public required string Sha256 { get; init; }
}
