using System.Text;
using Evenhand.Core.Codes;
using Evenhand.Core.Time;
using Evenhand.Languages;
using Evenhand.Node.Refusals;
using Evenhand.Node.Roles;
using Evenhand.Node.Stored;

namespace Evenhand.Node.Outbox;

/// <summary>
/// The templates of letters that people worded anew, in the place of those that the server has. Each writing is a record of the shared
/// stream, with the whole text. What a text means is its channels', which are told of each. Safe to use from many threads.
/// </summary>
public sealed class TemplateBook
{
    /// <summary>So long a text is at most, bytes of UTF-8.</summary>
    public const int MostBytes = 32 << 10;

    /// <summary>So many there are at most.</summary>
    public const int MostTexts = 500;

    private readonly Func<TemplateEntry, Func<bool>, Task<bool>> append;
    private readonly Action<string, string?> reword;
    private readonly Lock gate = new();
    private readonly Dictionary<string, WordedTemplate> texts = new(StringComparer.Ordinal);

    /// <summary>An empty book.</summary>
    /// <param name="append">
    /// Appends an entry to the shared stream where it still fits, which is asked just before; the book learns of it by
    /// <see cref="Learn"/>.
    /// </param>
    /// <param name="reword">Is told of each text, and with null that there is none any more.</param>
    internal TemplateBook(
        Func<TemplateEntry, Func<bool>, Task<bool>> append,
        Action<string, string?> reword
    ) => (this.append, this.reword) = (append, reword);

    /// <summary>All of them, by path.</summary>
    public IReadOnlyList<WordedTemplate> All
    {
        get
        {
            lock (gate)
                return [.. texts.Values.OrderBy(each => each.Path, StringComparer.Ordinal)];
        }
    }

    /// <summary>One; null where nobody worded it.</summary>
    public WordedTemplate? Find(string path)
    {
        lock (gate)
            return texts.GetValueOrDefault(path);
    }

    /// <summary>Words a template; the same text again is not written again.</summary>
    /// <param name="path">Which.</param>
    /// <param name="revision">The revision that it goes on from; 0 where nobody has worded it.</param>
    /// <param name="text">The text, which its channels have read and found good.</param>
    /// <param name="by">Who words it.</param>
    /// <exception cref="RequestException">It was worded meanwhile, is too long, or there are too many.</exception>
    public async Task WriteAsync(string path, int revision, string text, Doer by)
    {
        var there = Find(path);
        if (there?.Text == text)
            return;
        if (Encoding.UTF8.GetByteCount(text) > MostBytes)
            throw new RequestException(
                Code.Malformed,
                Language.Key("a template has {0} bytes at most"),
                Language.English.Number(MostBytes)
            );
        if (there is null && Count >= MostTexts)
            throw new RequestException(
                Code.Refused,
                Language.Key(
                    "{0} templates are worded here, which is the most: take one back first"
                ),
                MostTexts
            );
        var entry = new TemplateWritten(path, revision + 1, text, by);
        if (!await append(entry, () => (Find(path)?.Revision ?? 0) == revision))
            throw new RequestException(
                Code.Refused,
                Language.Key(
                    "the template was worded meanwhile, perhaps in another window: copy what you need from here, and open it anew"
                )
            );
    }

    /// <summary>Takes a wording back; one that is not there any more stays so.</summary>
    public Task DropAsync(string path, Doer by) =>
        append(new TemplateDropped(path, by), () => Find(path) is not null);

    /// <summary>Takes note of an entry of the shared stream.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="at">When it was stored.</param>
    internal void Learn(TemplateEntry entry, Moment at)
    {
        var its = entry as TemplateWritten;
        lock (gate)
            if (its is not null)
                texts[its.Path] = new(its.Path, its.Revision, its.Text, its.By?.Person, at);
            else
                texts.Remove(entry.Path);
        reword(entry.Path, its?.Text);
    }

    private int Count
    {
        get
        {
            lock (gate)
                return texts.Count;
        }
    }
}
