using System.Collections.Frozen;
using Evenhand.Node.Outbox;
using Evenhand.Node.Stored;
using Evenhand.Replay.Output;

namespace Evenhand.Channels.Composing;

/// <summary>The fields that a template may have.</summary>
internal static class Fields
{
    private static readonly FrozenDictionary<string, Func<SaidEntry, ToldNotice, string?>> ByName =
        new Dictionary<string, Func<SaidEntry, ToldNotice, string?>>
        {
            ["account"] = (_, notice) => notice.Account,
            ["kind"] = (_, notice) => notice.What,
            ["message"] = (_, notice) => notice.Message,
            ["clause"] = (_, notice) => notice.Clause,
            ["title"] = (_, notice) => notice.Title ?? notice.Clause,
            ["policy"] = (_, notice) => notice.Policy,
            ["version"] = (_, notice) => notice.Version,
            ["time"] = (_, notice) => Instants.Text(notice.Time),
            ["step"] = (entry, _) => entry.Step,
            ["id"] = (entry, _) => entry.Id,
            ["corrects"] = (_, notice) => notice.Corrects,
            ["reasons"] = (_, notice) =>
                notice.Reasons is { } its ? Addresses.OfReasons(notice.Account, its.Step) : null,
            ["reasons_hash"] = (_, notice) => notice.Reasons?.Sha256,
            ["before"] = (entry, _) => entry.Amendment?.Before,
            ["effective"] = (entry, _) => entry.Amendment?.Effective,
            ["adverse"] = (entry, _) => entry.Amendment?.Adverse,
            ["favourable"] = (entry, _) => entry.Amendment?.Favourable,
            ["otherwise"] = (entry, _) => entry.Amendment?.Otherwise,
            ["worded"] = (entry, _) => entry.Amendment?.Worded,
            ["cycles"] = (entry, _) =>
                entry.Amendment is { Cycles.Length: > 0 and var count } ? $"{count}" : null,
            ["cycle_one"] = (entry, _) => entry.Amendment?.Cycles.ElementAtOrDefault(0),
            ["cycle_two"] = (entry, _) => entry.Amendment?.Cycles.ElementAtOrDefault(1),
            ["cycle_three"] = (entry, _) => entry.Amendment?.Cycles.ElementAtOrDefault(2),
            ["denied"] = (entry, _) => entry.Amendment?.Denied,
            ["passed"] = (entry, _) => entry.Amendment?.Passed,
        }.ToFrozenDictionary();

    /// <summary>The field of the address at which the notice can be read; it is the server's own, and so may be a link.</summary>
    public const string Link = "link";

    /// <summary>Their names, in order.</summary>
    public static IEnumerable<string> Names =>
        ByName.Keys.Append(Link).Order(StringComparer.Ordinal);

    /// <summary>Whether there is a field.</summary>
    public static bool Has(string name) => name == Link || ByName.ContainsKey(name);

    /// <summary>What a field says; empty where it says nothing.</summary>
    public static string Of(string name, Letter letter) =>
        (name == Link ? letter.Link : ByName[name](letter.Entry, letter.Entry.Notice!)) ?? "";
}

/// <summary>What a letter is about.</summary>
/// <param name="Entry">What was told, a notice.</param>
/// <param name="Link">The address at which it can be read; null where there is none.</param>
internal sealed record Letter(SaidEntry Entry, string? Link);
