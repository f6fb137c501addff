using Evenhand.Core.Keeping;
using Evenhand.Core.Time;
using Evenhand.Node.Stored;

namespace Evenhand.Node.Accounts;

/// <summary>A part of an export, but for what is in it.</summary>
/// <param name="Number">Which it is, from 1.</param>
/// <param name="Things">How many things are in it.</param>
/// <param name="Missing">How many should be and are not.</param>
/// <param name="Last">The last name that it covers.</param>
/// <param name="Length">How many bytes it has.</param>
/// <param name="Sha256">Its hash.</param>
/// <param name="Until">Until when it can be fetched.</param>
internal sealed record MadePart(
    int Number,
    int Things,
    int Missing,
    string Last,
    long Length,
    string Sha256,
    Moment Until
)
{
    /// <summary>One, as it was written down.</summary>
    public MadePart(ExportPart entry)
        : this(
            entry.Number,
            entry.Things.Length,
            entry.Missing.Length,
            entry.Last,
            entry.Length,
            entry.Sha256,
            entry.Until
        ) { }

    /// <summary>Writes or reads one.</summary>
    public static MadePart Exchange(StatePort port, MadePart? part) =>
        new(
            port.Exchange(part?.Number ?? 0),
            port.Exchange(part?.Things ?? 0),
            port.Exchange(part?.Missing ?? 0),
            port.Exchange(part?.Last),
            port.Exchange(part?.Length ?? 0),
            port.Exchange(part?.Sha256),
            port.Exchange(part?.Until ?? default)
        );
}
