using System.CommandLine;
using System.CommandLine.Parsing;
using Evenhand.Policies.Comparing;
using NodaTime;
using NodaTime.Text;

namespace Evenhand.Cli.Policy;

/// <summary><c>evenhand policy diff</c>: what changed between two versions, and what it means for the customer.</summary>
internal static class DiffCommand
{
    private const string Description = """
        Compare two versions of a policy, clause by clause.

        Each change is favourable, adverse or editorial to the customer, computed from the rules; what leans neither way
        by itself is unclear, and is given the notice of an adverse change. The verdict is held against the notice that
        the older version promised, as if the newer one were announced today. Exit status: 0, whatever changed; 2 when a document is no good.

        Examples:
          evenhand policy diff policies/acme-2025.md policies/acme.md
          evenhand policy diff old.md new.md --announced 2026-04-20 --json
        """;

    private static readonly Argument<FileInfo> Old = new("OLD")
    {
        Description = "The older version",
    };

    private static readonly Argument<FileInfo> New = new("NEW")
    {
        Description = "The newer version",
    };

    private static readonly Option<Instant?> Announced = new("--announced")
    {
        Description =
            "The day on which the newer version was or will be announced (UTC); by default today, unless it is in force already",
        HelpName = "DATE",
        CustomParser = Day,
    };

    private static readonly Option<bool> Json = new("--json")
    {
        Description = "Report in JSON on standard output",
    };

    public static Command Create()
    {
        var command = new Command("diff", Description)
        {
            Old,
            New,
            Announced,
            Json,
            Catalogues.Option,
        };
        command.SetAction(Compare);
        return command;
    }

    private static int Compare(ParseResult parsed)
    {
        var opened = new OpenedPolicies(parsed.GetValue(Catalogues.Option));
        var old = opened.Check(parsed.GetRequiredValue(Old));
        var now = opened.Check(parsed.GetRequiredValue(New));
        if (old is null || now is null)
            return ExitStatus.BadInput;
        if (old.Version!.Name != now.Version!.Name)
            Console.Error.WriteLine(
                $"These are two policies, `{old.Version.Name}` and `{now.Version.Name}`, not two versions of one."
            );
        var announced = parsed.GetValue(Announced) ?? Today(now.Version!.Effective);
        var difference = Difference.Between(old.Policy, now.Policy, announced);
        if (parsed.GetValue(Json))
            DiffJson.Write(difference, Console.OpenStandardOutput());
        else
            DiffText.Write(difference, Console.Out);
        return ExitStatus.Ok;
    }

    /// <summary>Of a version that is in force already nobody knows here when it was announced.</summary>
    private static Instant? Today(Instant effective)
    {
        var now = Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow());
        return effective > now ? now.InUtc().Date.AtMidnight().InUtc().ToInstant() : null;
    }

    private static Instant? Day(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        if (LocalDatePattern.Iso.Parse(text).TryGetValue(default, out var date))
            return date.AtMidnight().InUtc().ToInstant();
        argument.AddError($"--announced {text} is no date such as 2026-04-20");
        return null;
    }
}
