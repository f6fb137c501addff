using Evenhand.Core.Codes;
using Evenhand.Core.Replaying;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Languages;
using Evenhand.Ledger;
using Evenhand.Node.Accounts;
using Evenhand.Node.Context;
using Evenhand.Node.Ingest;
using Evenhand.Node.Refusals;
using Evenhand.Node.Roles;
using Evenhand.Node.Stored;

namespace Evenhand.Node.Acts;

/// <summary>
/// Has what people say to each other stored: who sees to a case, notes, questions and answers. It changes nothing that the fold
/// says. The same id with the same content is as good as once.
/// </summary>
public sealed class Noting
{
    /// <summary>Characters of the longest text.</summary>
    public const int LongestText = 10_000;

    private readonly NodeContext context;
    private readonly AccountDirectory accounts;
    private readonly Committer committer;
    private readonly AskedMatters matters;

    internal Noting(
        NodeContext context,
        AccountDirectory accounts,
        Committer committer,
        AskedMatters matters
    ) =>
        (this.context, this.accounts, this.committer, this.matters) = (
            context,
            accounts,
            committer,
            matters
        );

    /// <summary>Gives a case to a person to see to, or to nobody.</summary>
    public Task<Said> AssignAsync(
        AccountId account,
        string caseId,
        string? person,
        string? id,
        Doer by
    ) =>
        StoreAsync(
            account,
            new CaseAssigned(id ?? Fresh(), caseId, person, context.Clock.Now, by),
            HasCase(account, caseId) ? null : "case"
        );

    /// <summary>Notes something on a case.</summary>
    public Task<Said> NoteAsync(
        AccountId account,
        string caseId,
        string text,
        string? id,
        Doer by
    ) =>
        StoreAsync(
            account,
            new CaseNoted(id ?? Fresh(), caseId, Whole(text), context.Clock.Now, by),
            HasCase(account, caseId) ? null : "case"
        );

    /// <summary>
    /// Asks about a line, a decision or a notice, in the name of the account. Decisions are not stored, so that one of any id may
    /// have been.
    /// </summary>
    /// <param name="account">The account.</param>
    /// <param name="about">What it is about: its sort, its clause or id, and the first day of a line's cycle.</param>
    /// <param name="text">What it asks.</param>
    /// <param name="id">The question's id; null to have one made.</param>
    /// <param name="by">Who asks.</param>
    public Task<Said> AskAsync(
        AccountId account,
        (string Matter, string Of, string? Cycle) about,
        string text,
        string? id,
        Doer by
    ) =>
        StoreAsync(
            account,
            new QuestionAsked(
                id ?? Fresh(),
                about.Matter,
                about.Of,
                about.Cycle,
                Whole(text),
                context.Clock.Now,
                by
            ),
            matters.Lacks(account, about)
        );

    /// <summary>Answers a question.</summary>
    public Task<Said> AnswerAsync(
        AccountId account,
        string question,
        string text,
        string? id,
        Doer by
    ) =>
        StoreAsync(
            account,
            new QuestionAnswered(id ?? Fresh(), question, Whole(text), context.Clock.Now, by),
            Find(account, question) is QuestionAsked ? null : "question"
        );

    /// <summary>All that was said about an account, in order; null where there is no such account.</summary>
    public IReadOnlyList<Said>? All(AccountId account) =>
        accounts.Visit(account, its => its.Notes.All.Select(Said.Of).ToArray());

    /// <summary>Stores what is said; what was said already is answered as the first time, whatever has become of its matter.</summary>
    private async Task<Said> StoreAsync(AccountId account, NotedEntry entry, string? lacks)
    {
        var known = Find(account, entry.Id);
        if (known is null)
        {
            if (lacks is not null)
                throw new RequestException(Code.NotFound, $"there is no such {lacks}");
            await committer.StoreAsync(
                new Addition(
                    account,
                    SliceKind.Noted,
                    entry.Written(),
                    entry.At,
                    its => its.Notes.Find(entry.Id) is null
                )
            );
            known = Find(account, entry.Id);
        }
        return entry.SaysSameAs(known!)
            ? Said.Of(known!)
            : throw new RequestException(
                Code.Conflict,
                "the id belongs to something else that was said; take a new one"
            );
    }

    private NotedEntry? Find(AccountId account, string id) =>
        (
            accounts.Visit(account, its => Tuple.Create(its.Notes.Find(id)))
            ?? throw new RequestException(Code.UnknownAccount, "there is no such account")
        ).Item1;

    private bool HasCase(AccountId account, string caseId) =>
        accounts.Visit(account, its => Holds(its, caseId) ? its : null) is not null;

    private bool Holds(ServedAccount its, string caseId) =>
        its.Live is { } live
        && StandingReading.Of(live, context.Clock.Now).Cases.Any(each => each.Id == caseId);

    private static string Fresh() => Guid.NewGuid().ToString("N");

    private static string Whole(string text) =>
        string.IsNullOrWhiteSpace(text) || text.Length > LongestText
            ? throw new RequestException(
                Code.Malformed,
                Language.Key("a text of 1 to {0} characters stands here"),
                LongestText
            )
            {
                Pointer = "/text",
            }
            : text;
}

/// <summary>Something that was said about an account.</summary>
/// <param name="Id">Its id.</param>
/// <param name="What">Which sort: <c>assigned</c>, <c>noted</c>, <c>asked</c> or <c>answered</c>.</param>
/// <param name="About">The case, the question, or what the question is about.</param>
/// <param name="Text">What was said; of an assignment the person, or empty.</param>
/// <param name="At">When.</param>
/// <param name="By">The person; null for the account.</param>
public sealed record Said(string Id, string What, string About, string Text, Moment At, string? By)
{
    /// <summary>What a question is about.</summary>
    public (string Matter, string Of, string? Cycle) Matter { get; private init; }

    internal static Said Of(NotedEntry entry) =>
        entry switch
        {
            CaseAssigned its => Of(its, "assigned", its.Case, its.Person ?? ""),
            CaseNoted its => Of(its, "noted", its.Case, its.Text),
            QuestionAsked its => Of(its, "asked", its.Of, its.Text) with
            {
                Matter = (its.Matter, its.Of, its.Cycle),
            },
            QuestionAnswered its => Of(its, "answered", its.Question, its.Text),
            _ => throw new InvalidOperationException($"no entry of this kind: {entry.Word()}"),
        };

    private static Said Of(NotedEntry its, string what, string about, string text) =>
        new(its.Id, what, about, text, its.At, its.By.Person);
}
