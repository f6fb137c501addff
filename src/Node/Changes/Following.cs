using System.Globalization;
using System.Security.Cryptography;
using Evenhand.Ledger;

namespace Evenhand.Node.Changes;

/// <summary>
/// Names how far somebody has followed what changes, so that it goes on there after a start of the server, too: a place of the feed, as
/// long as this run lasts, and beside it one of the ledger with what proves that it is of this ledger's past.
/// </summary>
/// <param name="ledger">The ledger.</param>
public sealed class Following(ILedger ledger)
{
    private const char Between = '-';

    private readonly string run = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
    private (ChangeCursor Cursor, ulong? Proof)? latest;

    /// <summary>The latest changes.</summary>
    public ChangeFeed Feed { get; } = new(ledger.Position);

    /// <summary>The name of how far somebody has come.</summary>
    public async ValueTask<string> NameAsync(ChangeMark mark)
    {
        if (latest is not { } known || !known.Cursor.Equals(mark.Cursor))
            latest = known = (mark.Cursor, await ledger.ProofAsync(mark.Cursor));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{run}-{mark.Place}-{mark.Cursor}-{known.Proof ?? 0:x16}"
        );
    }

    /// <summary>Reads a name.</summary>
    /// <param name="name">The name.</param>
    /// <returns>How far it means; its place is -1 where it is not of this run. Null where it is of no past of this ledger.</returns>
    /// <exception cref="FormatException">It is no such name.</exception>
    public async ValueTask<ChangeMark?> ReadAsync(string name)
    {
        var parts = name.Split(Between);
        // Earlier releases named the run of the server and a place in it, and nothing that outlived it.
        if (parts is [var old, var within] && IsNumber(old) && IsNumber(within))
            return null;
        if (
            parts is not [var its, var at, var places, var hash]
            || !long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var place)
            || ChangeCursor.Parse(places) is not { } cursor
            || !ulong.TryParse(
                hash,
                NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture,
                out var proof
            )
        )
            throw new FormatException();
        if (await ledger.ProofAsync(cursor) != proof)
            return null;
        return new ChangeMark(its == run && Feed.After(place) is not null ? place : -1, cursor);
    }

    /// <summary>What has changed since a place of the ledger, of each account once; what of it is not known any more.</summary>
    public async IAsyncEnumerable<Change> SinceAsync(ChangeCursor cursor)
    {
        await foreach (var stream in ledger.AppendedAsync(cursor))
            yield return ChangeFeed.Any(stream);
    }

    private static bool IsNumber(string text) => text.Length > 0 && text.All(char.IsAsciiDigit);
}
