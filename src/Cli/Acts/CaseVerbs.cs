using System.CommandLine;
using Evenhand.Cli.Reading;
using Evenhand.Wire;

namespace Evenhand.Cli.Acts;

/// <summary>What is done with cases: <c>evenhand cases queue</c>, <c>show</c>, <c>find</c>, <c>dismiss</c>, <c>assign</c>, <c>note</c>.</summary>
internal static class CaseVerbs
{
    public static IEnumerable<Command> All() =>
        [
            Queue(),
            Show(),
            FileOf(),
            ActParts.Decision(
                "find",
                "Establish a case.",
                "CASE",
                (acts, account, id, decision) => acts.FindAsync(account, id, decision)
            ),
            ActParts.Decision(
                "dismiss",
                "Let a case go.",
                "CASE",
                (acts, account, id, decision) => acts.DismissAsync(account, id, decision)
            ),
            Assign(),
            Note(),
        ];

    private static Command Queue()
    {
        var state = ActParts.Text("--state", "open, found, dismissed or closed.", "STATE");
        state.AcceptOnlyFromAmong("open", "found", "dismissed", "closed");
        var clause = ActParts.Text("--clause", "Of one clause.", "CLAUSE");
        var policy = ActParts.Text("--policy", "Under one policy.", "POLICY");
        var assigned = ActParts.Text("--assigned", "Seen to by a person, or by nobody.", "PERSON");
        return ServerCall.Verb(
            "queue",
            "List the cases of all accounts on a server, the most urgent first.",
            [state, clause, policy, assigned],
            (client, parsed, asJson) =>
                ShowAsync(
                    Paging.AllAsync(after =>
                        client.Standing.CasesAsync(
                            parsed.GetValue(state) is { } word
                                ? Enum.Parse<CaseState>(word, ignoreCase: true)
                                : null,
                            parsed.GetValue(clause),
                            null,
                            parsed.GetValue(policy),
                            parsed.GetValue(assigned),
                            after
                        )
                    ),
                    asJson
                )
        );
    }

    private static async Task ShowAsync(IAsyncEnumerable<CaseItem> cases, bool asJson)
    {
        var listing = new Listing(
            new Column("DUE") { IsLead = true },
            new Column("ACCOUNT") { IsLead = true },
            new Column("CASE") { IsLead = true },
            new Column("STATE"),
            new Column("OPENED"),
            new Column("POLICY"),
            new Column("ASSIGNED")
        );
        await foreach (var each in cases)
            if (asJson)
                JsonLines.Write(each, WireJson.Wire.CaseItem);
            else
                listing.Add(
                    Shown.Instant(each.Due),
                    each.Account,
                    each.Case,
                    Shown.Word(each.State),
                    Shown.Instant(each.Opened),
                    each.Policy,
                    each.Assigned ?? ""
                );
        listing.Write(Screen.Open());
    }

    private static Command Show()
    {
        var (account, id) = (ActParts.Account(), ActParts.Named("CASE", "The case's id."));
        return ServerCall.Verb(
            "show",
            "Show a case, its steps, and what can be proposed on it now.",
            [account, id],
            async (client, parsed, asJson) =>
            {
                var detail = await client.Standing.CaseAsync(
                    parsed.GetValue(account)!,
                    parsed.GetValue(id)!
                );
                if (asJson)
                    JsonLines.Write(detail, WireJson.Wire.CaseDetail);
                else
                    Write(detail);
            }
        );
    }

    private static Command FileOf()
    {
        var (account, id) = (ActParts.Account(), ActParts.Named("CASE", "The case's id."));
        var to = new Option<FileInfo>("--out")
        {
            Description = "Where to: a file that is not there yet.",
            HelpName = "FILE",
            Required = true,
        };
        var reading = new ReadCommand();
        var command = new Command(
            "file",
            $"Export a case as one file for an auditor, which evenhand verify checks. {ReadCommand.Places}"
        )
        {
            account,
            id,
            to,
        };
        reading.AddTo(command, withJson: false);
        command.SetAction(
            (parsed, _) =>
                reading.RunAsync(
                    parsed,
                    parsed.GetValue(account),
                    async reads =>
                    {
                        using var whole = new MemoryStream();
                        await reads.CopyCaseFileAsync(
                            parsed.GetValue(account)!,
                            parsed.GetValue(id)!,
                            whole
                        );
                        await using var file = OutputFile.Open(parsed.GetValue(to)!);
                        await file.WriteAsync(whole.ToArray());
                    }
                )
        );
        return command;
    }

    private static void Write(CaseDetail detail)
    {
        var screen = Screen.Open();
        var state = $"{detail.Case.Case} of {detail.Case.Account}: {Shown.Word(detail.Case.State)}";
        Console.Out.WriteLine(
            Printable.Line($"{state}; the account's standing is {Shown.Word(detail.Standing)}.")
        );
        var possible = new Listing(
            new Column("STEP") { IsLead = true },
            new Column("POSSIBLE") { IsLead = true },
            new Column("FROM"),
            new Column("APPROVAL")
        );
        foreach (var each in detail.Possible)
            possible.Add(
                Shown.Word(each.To),
                each.Possible ? "yes" : $"no: {string.Join(", ", each.Unmet)}",
                Shown.Instant(each.PossibleFrom),
                each.NeedsApproval ? "a second person" : "none"
            );
        possible.Write(screen);
        StepVerbs.Listed(detail.Steps).Write(screen);
        foreach (var note in detail.Notes)
            Console.Out.WriteLine(
                Printable.Line($"{Shown.Instant(note.Time)} {note.By} {note.What}: {note.Text}")
            );
    }

    private static Command Assign()
    {
        var (account, id) = (ActParts.Account(), ActParts.Named("CASE", "The case's id."));
        var person = ActParts.Text("--to", "The person; left out: nobody.", "PERSON");
        return ServerCall.Verb(
            "assign",
            "Give a case to a person to see to, or to nobody.",
            [account, id, person],
            async (client, parsed, asJson) =>
                Tell(
                    await client.Act.AssignAsync(
                        parsed.GetValue(account)!,
                        parsed.GetValue(id)!,
                        new AssignmentQuestion { Person = parsed.GetValue(person) }
                    ),
                    asJson
                )
        );
    }

    private static Command Note()
    {
        var (account, id) = (ActParts.Account(), ActParts.Named("CASE", "The case's id."));
        var text = ActParts.Needed("--text", "What is noted.");
        return ServerCall.Verb(
            "note",
            "Note something on a case, for those who see to it.",
            [account, id, text],
            async (client, parsed, asJson) =>
                Tell(
                    await client.Act.NoteAsync(
                        parsed.GetValue(account)!,
                        parsed.GetValue(id)!,
                        new TextQuestion { Text = parsed.GetValue(text)! }
                    ),
                    asJson
                )
        );
    }

    private static void Tell(SaidItem said, bool asJson)
    {
        if (asJson)
            JsonLines.Write(said, WireJson.Wire.SaidItem);
        else
            Console.Out.WriteLine(Printable.Line($"{said.About} {said.What}: {said.Text}"));
    }
}
