using Evenhand.Core.Time;
using Evenhand.Node.Stored;

namespace Evenhand.Node.Vault;

/// <summary>The certificate of a purge, but for its list.</summary>
/// <param name="Number">Which it is of the account's, from 1.</param>
/// <param name="Purged">From when on the clause had things purged.</param>
/// <param name="Done">When the last of the bytes was gone.</param>
/// <param name="Things">How many things' bytes went.</param>
/// <param name="Bytes">How many bytes.</param>
/// <param name="Sha256">The SHA-256 of the list.</param>
/// <param name="Kept">How many things' bytes were still kept then.</param>
/// <param name="Policy">The policy.</param>
/// <param name="Version">Its version.</param>
/// <param name="Clause">The clause.</param>
public sealed record PurgeFigures(
    int Number,
    Moment Purged,
    Moment Done,
    int Things,
    long Bytes,
    string Sha256,
    int Kept,
    string Policy,
    string Version,
    string Clause
)
{
    internal static PurgeFigures Of(int number, PurgeDone done) =>
        new(
            number,
            done.Purged,
            done.At,
            done.Things,
            done.Bytes,
            done.Sha256,
            done.Kept,
            done.Policy,
            done.Version,
            done.Clause
        );
}
