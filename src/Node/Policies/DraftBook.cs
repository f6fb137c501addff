using System.Text;
using Evenhand.Core.Codes;
using Evenhand.Core.Time;
using Evenhand.Languages;
using Evenhand.Node.Refusals;
using Evenhand.Node.Roles;
using Evenhand.Node.Stored;
using Evenhand.Notation;

namespace Evenhand.Node.Policies;

/// <summary>
/// The drafts of a ledger. Each writing is a record of the shared stream, with the whole text. A draft is one person's: others read
/// it, and go on from it in one of their own. Safe to use from many threads.
/// </summary>
public sealed class DraftBook
{
    /// <summary>So many drafts a person has at once.</summary>
    public const int MostOfAPerson = 20;

    private readonly Func<DraftEntry, Func<bool>, Task<bool>> append;
    private readonly Lock gate = new();
    private readonly Dictionary<string, PolicyDraft> drafts = new(StringComparer.Ordinal);

    /// <summary>An empty book.</summary>
    /// <param name="append">
    /// Appends an entry to the shared stream where it still fits, which is asked just before; the book learns of it by
    /// <see cref="Learn"/>.
    /// </param>
    internal DraftBook(Func<DraftEntry, Func<bool>, Task<bool>> append) => this.append = append;

    /// <summary>The drafts of a policy, the one that was written last first.</summary>
    public IReadOnlyList<PolicyDraft> Of(string policy)
    {
        lock (gate)
            return
            [
                .. drafts
                    .Values.Where(each => each.Policy == policy)
                    .OrderByDescending(each => each.Written)
                    .ThenBy(each => each.Id, StringComparer.Ordinal),
            ];
    }

    /// <summary>A draft; null where there is none, or none any more.</summary>
    public PolicyDraft? Find(string id)
    {
        lock (gate)
            return drafts.GetValueOrDefault(id);
    }

    /// <summary>Begins a draft; beginning it again gives the same.</summary>
    /// <param name="id">Its id, which makes a repeat recognisable.</param>
    /// <param name="policy">Its policy.</param>
    /// <param name="from">The version that it begins as.</param>
    /// <param name="text">The document.</param>
    /// <param name="by">The person whose it is.</param>
    /// <exception cref="RequestException">It is no person, the person has too many, or the text is none.</exception>
    public async Task<PolicyDraft> BeginAsync(
        string id,
        string policy,
        string from,
        string text,
        Doer by
    )
    {
        if (Find(id) is { } known)
            return known;
        if (by.Person is not { Length: > 0 } owner)
            throw new RequestException(Code.Role, Language.Key("a draft is a person's"));
        if (CountOf(owner) >= MostOfAPerson)
            throw new RequestException(
                Code.Refused,
                Language.Key("{0} has {1} drafts, which is the most: put one away first"),
                owner,
                MostOfAPerson
            );
        Measure(text);
        await append(
            new DraftWritten(id, policy, owner, from, 1, text, by),
            () => Find(id) is null
        );
        return Find(id) ?? throw Gone();
    }

    /// <summary>Writes a draft anew; a text that is the same is not written again.</summary>
    /// <param name="id">The draft.</param>
    /// <param name="revision">The revision that the text goes on from.</param>
    /// <param name="text">The document.</param>
    /// <param name="by">The person whose it is.</param>
    /// <exception cref="RequestException">It is somebody else's, was written meanwhile, is gone, or the text is none.</exception>
    public async Task<PolicyDraft> WriteAsync(string id, int revision, string text, Doer by)
    {
        var draft = Find(id) ?? throw Gone();
        if (draft.Owner != by.Person)
            throw new RequestException(
                Code.Role,
                Language.Key("the draft is {0}'s: go on from it in one of your own"),
                draft.Owner
            );
        if (draft.Text == text)
            return draft;
        Measure(text);
        var entry = new DraftWritten(
            id,
            draft.Policy,
            draft.Owner,
            draft.From,
            revision + 1,
            text,
            by
        );
        return await append(entry, () => Find(id)?.Revision == revision)
            ? Find(id) ?? throw Gone()
            : throw new RequestException(
                Code.Refused,
                Language.Key(
                    "the draft was written meanwhile, perhaps in another window: copy what you need from here, and open it anew"
                )
            );
    }

    /// <summary>Keeps a draft no longer; one that is gone stays gone.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="version">The version as which it was published; null where it is put away.</param>
    /// <param name="by">Who does that.</param>
    public Task EndAsync(PolicyDraft draft, string? version, Doer by) =>
        append(
            new DraftEnded(draft.Id, draft.Policy, version, by),
            () => Find(draft.Id) is not null
        );

    /// <summary>Takes note of an entry of the shared stream.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="at">When it was stored.</param>
    internal void Learn(DraftEntry entry, Moment at)
    {
        lock (gate)
            if (entry is DraftWritten its)
                drafts[its.Id] = new PolicyDraft(
                    its.Id,
                    its.Policy,
                    its.Owner,
                    its.From,
                    its.Revision,
                    its.Text,
                    at
                );
            else
                drafts.Remove(entry.Id);
    }

    private int CountOf(string owner)
    {
        lock (gate)
            return drafts.Values.Count(each => each.Owner == owner);
    }

    private static void Measure(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            throw new RequestException(Code.Malformed, Language.Key("a draft has a text"));
        if (Encoding.UTF8.GetByteCount(text) > SourceText.MaxBytes)
            throw new RequestException(
                Code.Malformed,
                Language.Key("a document has {0} bytes at most"),
                Language.English.Number(SourceText.MaxBytes)
            );
    }

    private static RequestException Gone() =>
        new(Code.NotFound, "the draft is gone: it was published or put away");
}
