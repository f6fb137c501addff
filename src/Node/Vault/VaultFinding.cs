namespace Evenhand.Node.Vault;

/// <summary>How a check is to be made.</summary>
/// <param name="Deep">Whether all bytes are read and their hashes compared, and not only how many there are.</param>
/// <param name="Mends">Whether what can be mended is.</param>
/// <param name="Age">How old bytes are at least of which nobody speaks: younger ones may be on their way.</param>
/// <param name="By">Who has it mended.</param>
public sealed record CheckTerms(bool Deep, bool Mends, TimeSpan Age, Roles.Doer By)
{
    /// <summary>Bytes that came so long ago are not on their way any more.</summary>
    public static readonly TimeSpan UsualAge = TimeSpan.FromHours(1);

    /// <summary>Whether bytes of which nobody speaks are deleted also where there are very many of them.</summary>
    public bool IsSure { get; init; }
}

/// <summary>Something that a check found, or last what it came to.</summary>
/// <param name="What">
/// <c>orphan</c>: bytes of which nobody speaks; <c>ghost</c>: bytes that are not there; <c>size</c> or <c>hash</c>: bytes that are
/// not as they came; <c>summary</c>.
/// </param>
/// <param name="Account">Whose it is; null where nobody's.</param>
/// <param name="Object">The name of the thing; null where there is none.</param>
/// <param name="Blob">The id of the bytes; null in the summary.</param>
/// <param name="Bytes">How many there are, or should be; in the summary of all that was looked at.</param>
/// <param name="Done">What was done about it, in words; null for nothing.</param>
public sealed record VaultFinding(
    string What,
    string? Account,
    string? Object,
    string? Blob,
    long Bytes,
    string? Done
)
{
    /// <summary>In the summary, how many bytes of things were looked at.</summary>
    public int Looked { get; init; }

    /// <summary>In the summary, how much is amiss.</summary>
    public int Found { get; init; }

    /// <summary>In the summary of a deep check, how many things lie cold and were not brought back, so that their bytes were not read.</summary>
    public int Unread { get; init; }
}
