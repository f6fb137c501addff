using Evenhand.Core.Keeping;
using Evenhand.Node.Stored;

namespace Evenhand.Node.Accounts;

/// <summary>What was said about an account by people, and by the account to them; there is little of it, and all is kept.</summary>
internal sealed class NoteBook
{
    private List<NotedEntry>? entries;

    /// <summary>All of it, in the order in which it came.</summary>
    public IReadOnlyList<NotedEntry> All => entries ?? [];

    /// <summary>Takes note of an entry; of one id the first counts.</summary>
    public void Learn(NotedEntry entry)
    {
        if (Find(entry.Id) is null)
            (entries ??= []).Add(entry);
    }

    /// <summary>The entry of an id; null for none.</summary>
    public NotedEntry? Find(string id) => entries?.Find(each => each.Id == id);

    /// <summary>How many questions nobody has answered.</summary>
    public int Unanswered =>
        entries is null
            ? 0
            : entries
                .OfType<QuestionAsked>()
                .Count(asked =>
                    !entries.OfType<QuestionAnswered>().Any(each => each.Question == asked.Id)
                );

    /// <summary>The person who sees to a case; null for nobody.</summary>
    public string? AssignedTo(string caseId) =>
        entries?.OfType<CaseAssigned>().LastOrDefault(each => each.Case == caseId)?.Person;

    /// <summary>Writes or reads it.</summary>
    public void Exchange(StatePort port) => port.Few(ref entries, NotedEntry.Exchange);
}
