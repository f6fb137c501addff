using System.Collections.Immutable;
using Evenhand.Core.Replaying;
using Evenhand.Core.Time;
using Evenhand.Node.Accounts;
using Evenhand.Node.Stored;

namespace Evenhand.Node.Vault;

/// <summary>What the next part of an export is to have in it, as the account stands now.</summary>
/// <param name="Export">The id of the export.</param>
/// <param name="Number">Which part it is, from 1; one more than there are where nothing is left.</param>
/// <param name="Things">The things, in the order of their names; their checks are not known yet.</param>
/// <param name="Missing">What stands in the list and is not to be had.</param>
/// <param name="Cold">The ids of those bytes that are to be brought back first.</param>
/// <param name="Last">The last name that it covers; null where nothing is left.</param>
internal sealed record ExportPlan(
    string Export,
    int Number,
    ImmutableArray<ExportedThing> Things,
    ImmutableArray<MissingThing> Missing,
    IReadOnlySet<string> Cold,
    string? Last
)
{
    /// <summary>So many things are in a part at most.</summary>
    private const int MostThings = 2_000;

    /// <summary>The plan of the part that is due next; null where none is. In the account's turn.</summary>
    /// <param name="account">The account.</param>
    /// <param name="now">The present.</param>
    /// <param name="most">How many bytes of things a part has at most, unless one thing alone has more.</param>
    public static ExportPlan? Of(ServedAccount account, Moment now, long most)
    {
        if (account.Live is not { } live || account.Bytes is not { } bytes || account.IsStale)
            return null;
        if (bytes.Exports.NextOf(live, now) is not { } asked)
            return null;
        var made = bytes.Exports.Of(asked.Id);
        made.Names ??= Left(ExportReading.Names(live, now, asked.Id), made);
        var (things, missing, cold) = (
            ImmutableArray.CreateBuilder<ExportedThing>(),
            ImmutableArray.CreateBuilder<MissingThing>(),
            new HashSet<string>(StringComparer.Ordinal)
        );
        var (size, last) = (0L, (string?)null);
        foreach (var name in made.Names.Take(MostThings))
        {
            var kept = Find(account, live, now, name, out var why);
            if (kept is not null && things.Count > 0 && size + kept.Bytes > most)
                break;
            last = name;
            if (kept is null)
            {
                missing.Add(new MissingThing(name, why));
                continue;
            }
            size += kept.Bytes;
            if (kept.AreCold)
                cold.Add(kept.Blob);
            things.Add(Of(kept, made, things.Count));
        }
        return new ExportPlan(
            asked.Id,
            made.Parts.Count + 1,
            things.ToImmutable(),
            missing.ToImmutable(),
            cold,
            last
        );
    }

    private static string[] Left(string[] names, MadeExport made) =>
        made.Parts is [.., var part]
            ? [.. names.SkipWhile(name => string.CompareOrdinal(name, part.Last) <= 0)]
            : names;

    private static KeptBytes? Find(
        ServedAccount account,
        LiveAccount live,
        Moment now,
        string name,
        out string why
    )
    {
        why = "";
        if (VaultReading.Find(live, now, name) is not { } its)
            why = "it is there no more";
        else if (its.Quarantine is not null)
            why = "it is in quarantine";
        else if (account.Bytes!.Of(name, its.Stored) is not { } kept)
            why = "it is only counted; its bytes do not lie here";
        else if (kept.IsLost)
            why = "its bytes are not there any more, or not as they came";
        else
            return kept;
        return null;
    }

    private static ExportedThing Of(KeptBytes kept, MadeExport made, int place) =>
        new(
            kept.Thing,
            kept.Class,
            kept.Blob,
            FileOf(kept, made.Parts.Sum(part => part.Things) + place + 1),
            kept.Bytes,
            kept.Sha256,
            0,
            kept.Stored
        );

    /// <summary>Names of things are whatever their sender made of them: of one a file's name has what is harmless, behind a number of its own.</summary>
    private static string FileOf(KeptBytes kept, int number)
    {
        const int Longest = 80;
        var harmless = new string([
            .. kept
                .Thing.Take(Longest)
                .Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' ? c : '_'),
        ]);
        var ending = kept.Media.Split('/') switch
        {
            ["audio", "mpeg"] => ".mp3",
            ["audio" or "video", var form] when form.All(char.IsAsciiLetterOrDigit) => $".{form}",
            _ => "",
        };
        return $"{number:D7}-{harmless}{ending}";
    }
}
