using Evenhand.Core.Policy;
using Evenhand.Policies.Checking;
using Evenhand.Policies.Language;
using Evenhand.Policies.Reading;
using Evenhand.Policies.Resolving;

namespace Evenhand.Policies.Publishing;

/// <summary>Where an account stands, in words: the steps, appeals, comparisons, suspensions, throttles, duties and amendments.</summary>
internal static class StandingWriter
{
    public static void Write(Html html, TypedClause clause)
    {
        foreach (var ladder in clause.Parts("ladder"))
            Ladder(html, ladder);
        string[] notes =
        [
            .. clause
                .Parts("limit")
                .Where(each => each.Has("once-throttled"))
                .Select(_ =>
                    "While the account is throttled for this clause, what goes beyond this figure is refused."
                ),
            .. clause
                .Parts("report")
                .Select(each => each.Find<Suspends>("suspends"))
                .OfType<Suspends>()
                .Select(Suspension),
            .. clause.Parts("judge").Where(each => each.Has("typical")).Select(Judge),
            .. clause.Parts("duty").Select(Duty),
            .. clause.Parts("amend").SelectMany(Amend),
        ];
        foreach (var note in notes)
            html.Open("p", ("class", "note")).Say(note).End("p");
    }

    private static void Ladder(Html html, Part ladder)
    {
        var steps = ladder.List<Part>("steps");
        (string Head, Func<Part, string> Cell)[] columns =
        [
            ("Only after", step => Word(step, "needs") is { } needs and not "good" ? needs : "–"),
            ("Taken by", By),
            (
                "In force",
                step =>
                    Word(step, "notice") is { } notice
                        ? $"{notice} after its notice"
                        : "with its notice"
            ),
            ("Lapses", step => Word(step, "lasts") is { } lasts ? $"after {lasts}" : ""),
            ("Its notice has", step => string.Join(", ", step.List<string>("with"))),
            ("Offered instead", step => Word(step, "offers") ?? ""),
        ];
        var shown = columns
            .Where(column => steps.Any(step => column.Cell(step).Length > 0))
            .ToList();
        Table.Write(
            html,
            "The steps",
            ["Step", .. shown.Select(column => column.Head)],
            steps.Select(step =>
                (IReadOnlyList<string>)
                    [Wording.Name(Word(step, "to")!), .. shown.Select(column => column.Cell(step))]
            )
        );
        html.Open("p", ("class", "note")).Say(After(ladder)).End("p");
    }

    private static string By(Part step)
    {
        if (step.Get("by", false))
            return "the system, or a person";
        var kind = step.Get<StepKind>("to");
        return step.Get("approval", Approval.ByKind) switch
        {
            Approval.SecondPerson => "two persons",
            Approval.None => "a person",
            _ when kind == StepKind.Restricted => "a person; to charge, two",
            _ when kind == StepKind.Charged || LadderCheck.Height(kind) > 3 => "two persons",
            _ => "a person",
        };
    }

    private static string After(Part ladder)
    {
        var appeal = ladder.Find<Part>("appeal");
        var within = appeal is null ? null : Word(appeal, "within");
        var decided = appeal is null ? null : Word(appeal, "decided-within");
        var back = Word(ladder, "falls-back-after");
        return $"A step can be appealed within {within ?? "6 months"} of its notice. A person who had no part in it decides, within "
            + $"{decided ?? "14 days"}; after that the step is undone. "
            + (
                back is null
                    ? "What was in force before stays on record."
                    : $"After {back} without a case the account is in good standing again."
            );
    }

    private static string Suspension(Suspends suspends) =>
        suspends.Account
            ? "A person may suspend the account at once, for 24 hours; longer only if a second person agrees."
        : suspends.Acts.IsEmpty ? "The service may be suspended."
        : $"A person may suspend at once, for 24 hours, and longer only if a second person agrees: {string.Join(", ", suspends.Acts.Select(act => Wording.Plain(act.Name)))}. Nothing else is suspended.";

    private static string Judge(Part judge)
    {
        var typical = judge.Get<Part>("typical");
        var per = judge.Has("per") ? " per licence" : "";
        var floor = judge.Node["floor"] is { } least
            ? $" and more than {string.Join(", ", Yaml.Items(least).Select(each => Wording.Quantity(Yaml.Inline(each))))}{per}"
            : "";
        var among = typical.Get("among", false) ? "on the same plan" : "under this policy";
        return $"At the end of a cycle usage{per} is compared with that of all accounts {among} that had any, of which there must be "
            + $"{Word(typical, "at-least")}: more than {Word(typical, "times")} times the median{floor} opens a case, for a person to judge.";
    }

    private static string Duty(Part duty)
    {
        var who = Word(duty, "of") == "vendor" ? "We owe you" : "You owe us";
        var when =
            Word(duty, "within") is { } within ? $", within {within}"
            : Word(duty, "before") is { } before
                ? before == "it starts" ? ", before it starts"
                    : $", {before} before"
            : "";
        return $"{who} to {Word(duty, "to")}{when}.";
    }

    private static IEnumerable<string> Amend(Part amend)
    {
        if (Word(amend, "notice") is { } notice)
            yield return $"You are told of a new version {notice} before it takes effect.";
        if (amend.Has("accepted-by"))
            yield return "The first use of the service under a new version accepts it, and you are told so.";
    }

    private static string? Word(Part part, string key) => Yaml.Word(part.Node[key]);
}
