using System.Collections.Frozen;
using Evenhand.Languages;
using Evenhand.Node.Outbox;
using Evenhand.Node.Stored;
using Evenhand.Replay.Output;

namespace Evenhand.Channels.Composing;

/// <summary>The fields that a template may have.</summary>
internal static class Fields
{
    private static readonly FrozenDictionary<
        string,
        Func<SaidEntry, ToldNotice, Language, string?>
    > ByName = new Dictionary<string, Func<SaidEntry, ToldNotice, Language, string?>>
    {
        ["account"] = (_, notice, _) => notice.Account,
        ["kind"] = (_, notice, _) => notice.What,
        ["message"] = (_, notice, say) => notice.As(say),
        ["clause"] = (_, notice, _) => notice.Clause,
        ["title"] = (_, notice, _) => notice.Title ?? notice.Clause,
        ["policy"] = (_, notice, _) => notice.Policy,
        ["version"] = (_, notice, _) => notice.Version,
        ["time"] = (_, notice, _) => Instants.Text(notice.Time),
        ["step"] = (entry, _, _) => entry.Step,
        ["id"] = (entry, _, _) => entry.Id,
        ["corrects"] = (_, notice, _) => notice.Corrects,
        ["reasons"] = (_, notice, _) =>
            notice.Reasons is { } its ? Addresses.OfReasons(notice.Account, its.Step) : null,
        ["reasons_hash"] = (_, notice, _) => notice.Reasons?.Sha256,
        ["before"] = (entry, _, _) => entry.Amendment?.Before,
        ["effective"] = (entry, _, _) => entry.Amendment?.Effective,
        ["adverse"] = (entry, _, _) => entry.Amendment?.Adverse,
        ["favourable"] = (entry, _, _) => entry.Amendment?.Favourable,
        ["otherwise"] = (entry, _, _) => entry.Amendment?.Otherwise,
        ["worded"] = (entry, _, _) => entry.Amendment?.Worded,
        ["cycles"] = (entry, _, _) =>
            entry.Amendment is { Cycles.Length: > 0 and var count } ? $"{count}" : null,
        ["cycle_one"] = (entry, _, say) => entry.Amendment?.Cycles.ElementAtOrDefault(0)?.As(say),
        ["cycle_two"] = (entry, _, say) => entry.Amendment?.Cycles.ElementAtOrDefault(1)?.As(say),
        ["cycle_three"] = (entry, _, say) => entry.Amendment?.Cycles.ElementAtOrDefault(2)?.As(say),
        ["denied"] = (entry, _, _) => entry.Amendment?.Denied,
        ["passed"] = (entry, _, _) => entry.Amendment?.Passed,
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
        (name == Link ? letter.Link : ByName[name](letter.Entry, letter.Entry.Notice!, letter.Say))
        ?? "";
}

/// <summary>What a letter is about.</summary>
/// <param name="Entry">What was told, a notice.</param>
/// <param name="Link">The address at which it can be read; null where there is none.</param>
/// <param name="Say">The language of its sentences.</param>
internal sealed record Letter(SaidEntry Entry, string? Link, Language Say);
