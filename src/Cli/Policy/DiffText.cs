using Evenhand.Core.Policy;
using Evenhand.Notation;
using Evenhand.Policies.Comparing;
using Evenhand.Policies.Language;
using Evenhand.Policies.Resolving;
using NodaTime;
using NodaTime.Text;

namespace Evenhand.Cli.Policy;

/// <summary>A difference for people.</summary>
internal static class DiffText
{
    private const int LongestValue = 60;
    private const int LongestChange = 200;

    public static void Write(Difference difference, TextWriter output)
    {
        var front = difference.New.FrontMatter;
        output.WriteLine(
            $"{front.Get<string>("policy")}: {Version(difference.Old)} → {Version(difference.New)}"
        );
        foreach (var clause in difference.Clauses)
        {
            output.WriteLine();
            output.WriteLine($"{Heading(clause)}: {Word(clause.Leaning)}");
            foreach (var change in clause.Changes)
                output.WriteLine($"  {Word(change.Leaning), -11}{change.Path}{Values(change)}");
        }
        output.WriteLine();
        output.WriteLine($"On the whole: {Verdict(difference)}");
        if (difference.Leaning != Leaning.None)
            output.WriteLine(Notice(difference.Notice, difference.Leaning));
    }

    internal static string Word(Leaning leaning) => leaning.ToString().ToLowerInvariant();

    internal static string Day(Instant instant)
    {
        var utc = instant.InUtc().LocalDateTime;
        return utc.TimeOfDay == LocalTime.Midnight
            ? LocalDatePattern.Iso.Format(utc.Date)
            : InstantPattern.General.Format(instant);
    }

    private static string Version(TypedPolicy policy) =>
        $"{policy.FrontMatter.Get<string>("version")} (in force from {Day(policy.FrontMatter.Get<Instant>("effective"))})";

    private static string Heading(ClauseChange clause)
    {
        var name = clause.Slug.Length == 0 ? clause.Title : $"{clause.Slug} (“{clause.Title}”)";
        return clause.Fate switch
        {
            ClauseFate.Added => $"+ {name}, added",
            ClauseFate.Removed => $"- {name}, removed",
            _ => $"~ {name}",
        };
    }

    private static string Values(Change change) =>
        (change.Before, change.After) switch
        {
            (null, null) => "",
            (null, { } after) when IsShort(after) => $": new, {after}",
            (null, _) => ": new",
            ({ } before, null) when IsShort(before) => $": gone, was {before}",
            (_, null) => ": gone",
            var (before, after) when IsShort(before) && IsShort(after) => $": {before} → {after}",
            ({ } before, { } after) => $": {Words(before, after)}",
        };

    /// <summary>The words that differ, with what is the same at both ends left out.</summary>
    internal static string Words(string before, string after)
    {
        var (old, now) = (before.Split(' '), after.Split(' '));
        var most = Math.Min(old.Length, now.Length);
        var (from, to) = (0, 0);
        while (from < most && old[from] == now[from])
            from++;
        while (to < most - from && old[^(to + 1)] == now[^(to + 1)])
            to++;
        return $"{Quoted(old[from..^to])} → {Quoted(now[from..^to])}";
    }

    private static string Quoted(string[] words)
    {
        var text = string.Join(' ', words);
        return words.Length == 0 ? "nothing"
            : text.Length <= LongestChange ? $"“{text}”"
            : $"“{text[..LongestChange]}…”";
    }

    private static bool IsShort(string text) =>
        text.Length <= LongestValue && !text.Contains('\n', StringComparison.Ordinal);

    private static string Verdict(Difference difference) =>
        difference.Leaning switch
        {
            Leaning.None => "nothing changed.",
            Leaning.Editorial => "editorial; no rule leans either way.",
            Leaning.Favourable => "favourable to the customer.",
            Leaning.Unclear => "unclear; a person has to say which way the unclear changes lean.",
            _ => "adverse to the customer.",
        };

    private static string Notice(NoticeOfChange notice, Leaning leaning)
    {
        var kind = leaning >= Leaning.Unclear ? "adverse" : "editorial";
        var none = notice.Promised is null or { Months: 0, Ticks: 0 };
        var promise = none
            ? $"The older version promises no notice of {kind} changes."
            : $"The older version promises {notice.Words} of notice of {kind} changes: to take effect on {Day(notice.Effective)}, announce it by {Day(notice.AnnounceBy)}.";
        if (notice.Effective <= notice.Before)
            return $"{promise} NOT KEPT: the newer version takes effect no later than the older one did.";
        if (none)
            return promise;
        if (notice.Announced is not { } announced)
            return $"{promise} It is in force already; say with --announced when it was announced.";
        var days = (int)Math.Floor((notice.Effective - announced).TotalDays);
        var count = Counted.Of(Math.Abs(days), "day");
        var since =
            days < 0
                ? $"announced on {Day(announced)}, it takes effect {count} before that"
                : $"announced on {Day(announced)}, it takes effect {count} later";
        return $"{promise} {(notice.IsKept ? "Kept" : "NOT KEPT")}: {since}.";
    }
}
