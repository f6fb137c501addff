using System.Text;
using Evenhand.Core.Codes;
using Evenhand.Tests.Tidy;
using Evenhand.Wording;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Core.Codes;

public sealed class CodeTableTests
{
    private static readonly string Document = Path.Combine(Tree.Root(), "docs", "CODES.md");

    /// <summary>
    /// Clients branch on these words. One may be added at the end; none may be renumbered, renamed or taken away.
    /// </summary>
    private static readonly string[] Frozen =
    [
        "malformed",
        "too_large",
        "conflict",
        "not_opened",
        "before_opening",
        "ended",
        "missing_field",
        "wrong_field",
        "wrong_currency",
        "unknown_policy",
        "unknown_plan",
        "gate_only",
        "unmatched",
        "unknown_type",
        "unknown_field",
        "overflow",
        "role",
        "parked",
        "no_key",
        "key_refused",
        "unknown_key",
        "unknown_account",
        "unknown_reservation",
        "not_found",
        "wrong_method",
        "too_slow",
        "wrong_type",
        "policy_unsound",
        "notice_broken",
        "rate_limited",
        "share_used",
        "overloaded",
        "unavailable",
        "stopping",
        "unreadable",
        "clock",
        "defect",
        "refused",
        "reservation_expired",
        "reservation_conflict",
        "too_many_reservations",
        "unknown_act",
        "far_ahead",
        "misplaced_data",
        "same_id_elsewhere",
        "unknown_value",
        "unknown_clause",
        "unknown_cycle",
        "unknown_parameter",
        "warned",
        "other_rates",
        "voided",
        "no_rule",
        "condition_not_met",
        "not_yet",
        "refiled",
        "fenced",
        "unmet",
        "unconfirmed",
    ];

    [Fact]
    public void Codes_keep_their_numbers_and_their_words() =>
        CodeTable
            .Rows.Select(row => (Number: (int)row.Code, row.Name))
            .ShouldBe(
                Frozen.Select((name, i) => (i + 1, name)),
                "a new code goes to the end of the enum, of the table and of this list; the others stay as they are"
            );

    [Fact]
    public void Every_code_has_a_row_and_is_found_by_it()
    {
        var codes = Enum.GetValues<Code>();
        codes.Select(code => code.Row().Code).ShouldBe(codes);
    }

    [Fact]
    public void A_whole_request_is_answered_with_a_status_of_failure() =>
        CodeTable
            .Rows.Where(row => row.About.HasFlag(About.Request))
            .ShouldAllBe(row => row.Status >= 400 && row.Status < 600);

    [Fact]
    public void The_document_says_what_the_table_says()
    {
        var made = Written();
        if (Environment.GetEnvironmentVariable("EVENHAND_APPROVE") is "1")
            File.WriteAllText(Document, made);
        File.ReadAllText(Document)
            .ReplaceLineEndings("\n")
            .ShouldBe(
                made,
                "docs/CODES.md is written from the table: run this test with EVENHAND_APPROVE=1"
            );
    }

    private static string Written()
    {
        var text = new StringBuilder(
            """
            # Codes

            Whatever Evenhand rejects, refuses, sets aside or warns of carries a code: in `rejected` of an answer to events, in problem
            details (RFC 9457) beside `type`, and in the records of `evenhand replay --report`. Programs branch on the code; the sentence
            beside it (`detail`, `reason`) is for people and may change. Codes are never renamed and never change their meaning; new ones
            come, so treat one that you do not know by the status, or as one where sending again does not help.

            *Again* says whether the same, sent again later, may be taken; a rejected event of that sort has `"retry": true`. *Status* is
            that of a request which is answered with the code as a whole.

            This page is written from `src/Core/Codes/CodeTable.cs`. What `evenhand policy check` notes of a policy has words of its own: [LANGUAGE.md](LANGUAGE.md).

            | code | said of | again | status | what it means |
            |---|---|---|---|---|

            """.ReplaceLineEndings("\n")
        );
        foreach (var row in CodeTable.Rows)
            text.Append(
                $"| `{row.Name}` | {row.About.ToString().ToLowerInvariant()} | {(row.Again ? "yes" : "no")} | {row.Status?.ToString() ?? "–"} | {CodeMeaning.Of(row.Code)} |\n"
            );
        return text.ToString();
    }
}
