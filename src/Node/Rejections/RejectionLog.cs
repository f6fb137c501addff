using System.Globalization;
using System.Text;
using System.Text.Json;
using Evenhand.Core.Codes;
using Evenhand.Core.Time;
using Evenhand.Ledger;
using Evenhand.Node.Context;
using Evenhand.Node.Refusals;
using Evenhand.Node.Views;
using Microsoft.Extensions.Logging;

namespace Evenhand.Node.Rejections;

/// <summary>
/// Keeps what was turned away for a week, in a file a day. A day has its bound and each key a share of it, so that nobody
/// fills the disk or hides what others sent. It is no record of anything: where it cannot be written the ingest goes on.
/// Safe to call from many threads.
/// </summary>
/// <param name="folder">Its folder; null: nothing is kept.</param>
/// <param name="clock">The present.</param>
/// <param name="log">Where it tells that it cannot be written.</param>
internal sealed partial class RejectionLog(string? folder, Func<Moment> clock, ILogger log)
{
    /// <summary>Days for which a rejection is kept at least, beside the one at hand.</summary>
    public const int Days = 7;

    /// <summary>Rejections of one body that are kept: whoever sends more has one and the same fault a thousand times.</summary>
    public const int MostOfBody = 1_000;

    /// <summary>Bytes of one day.</summary>
    public const int MostOfDay = 16 << 20;

    /// <summary>Bytes of one day by one key.</summary>
    public const int MostOfKey = MostOfDay / 8;

    /// <summary>Rejections that a page looks at; one that seeks a rare one may hold few, or none, and go on.</summary>
    private const int MostLookedAt = 10_000;

    private const string Prefix = "rejected-";
    private const string Suffix = ".ndjson";

    private readonly Lock gate = new();
    private readonly Dictionary<string, int> byKey = [];
    private string today = "";
    private bool isTold;

    /// <summary>That of a node, as it is set.</summary>
    public static RejectionLog Of(NodeContext context) =>
        new(context.Settings.Rejections, () => context.Clock.Now, context.Log);

    /// <summary>Keeps rejections, as far as the day has room.</summary>
    public void Keep(IReadOnlyList<RejectedAtDoor> rejections)
    {
        if (folder is null || rejections.Count == 0)
            return;
        lock (gate)
        {
            try
            {
                BeginDay(rejections[0].At);
                Append(rejections);
                isTold = false;
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                if (!isTold)
                    CannotBeKept(log, failure.Message);
                isTold = true;
            }
        }
    }

    /// <summary>A page of rejections in the order in which they were made.</summary>
    /// <param name="wanted">Which.</param>
    /// <param name="after">Where the page before ended; null for the first.</param>
    /// <param name="limit">How many at most.</param>
    public Page<RejectedAtDoor> Read(Func<RejectedAtDoor, bool> wanted, string? after, int limit)
    {
        var (day, offset) = Cursor(after);
        var items = new List<RejectedAtDoor>();
        var looked = 0;
        foreach (var (name, file) in Files())
        {
            var from = string.CompareOrdinal(name, day);
            if (from < 0)
                continue;
            foreach (var (line, end) in Lines(file, from == 0 ? offset : 0))
            {
                if (Parse(line) is { } found && wanted(found))
                    items.Add(found);
                if (items.Count == limit || ++looked == MostLookedAt)
                    return new Page<RejectedAtDoor>(
                        items,
                        string.Create(CultureInfo.InvariantCulture, $"{name}:{end}")
                    );
            }
        }
        return new Page<RejectedAtDoor>(items, null);
    }

    /// <summary>The files that are young enough, by day.</summary>
    private IEnumerable<(string Day, string File)> Files()
    {
        if (!Directory.Exists(folder))
            return [];
        var oldest = Day(clock() - TimeSpan.FromDays(Days));
        return Directory
            .EnumerateFiles(folder, Prefix + "*" + Suffix)
            .Select(file => (Day: Path.GetFileName(file)[Prefix.Length..^Suffix.Length], file))
            .Where(each => string.CompareOrdinal(each.Day, oldest) >= 0)
            .OrderBy(each => each.Day, StringComparer.Ordinal);
    }

    private void BeginDay(Moment now)
    {
        var day = Day(now);
        if (day == today)
            return;
        OwnerOnly.MakeFolder(folder!);
        var young = Files().Select(each => each.File).ToHashSet();
        foreach (var file in Directory.EnumerateFiles(folder!, Prefix + "*" + Suffix))
            if (!young.Contains(file))
                File.Delete(file);
        byKey.Clear();
        today = day;
    }

    private void Append(IReadOnlyList<RejectedAtDoor> rejections)
    {
        var options = OwnerOnly.Making(
            new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.ReadWrite,
            }
        );
        using var file = new FileStream(FileOf(today), options);
        var text = new MemoryStream();
        if (BreaksOff(file))
            text.WriteByte((byte)'\n');
        foreach (var rejection in rejections.Take(MostOfBody))
        {
            var line = JsonSerializer.SerializeToUtf8Bytes(
                rejection,
                RejectionJson.Default.RejectedAtDoor
            );
            if (!HasRoom(rejection.By ?? "", file.Length + text.Length, line.Length + 1))
                break;
            text.Write(line);
            text.WriteByte((byte)'\n');
        }
        file.Position = file.Length;
        file.Write(text.GetBuffer().AsSpan(0, (int)text.Length));
    }

    /// <summary>Whether the process ended in the middle of a line when the last one was written.</summary>
    private static bool BreaksOff(FileStream file)
    {
        if (file.Length == 0)
            return false;
        file.Position = file.Length - 1;
        return file.ReadByte() != '\n';
    }

    private bool HasRoom(string key, long length, int more)
    {
        var used = byKey.GetValueOrDefault(key) + more;
        if (used > MostOfKey || length + more > MostOfDay)
            return false;
        byKey[key] = used;
        return true;
    }

    private static IEnumerable<(byte[] Line, long End)> Lines(string file, long from)
    {
        using var stream = new FileStream(
            file,
            FileMode.Open,
            FileAccess.Read,
            FileShare.ReadWrite | FileShare.Delete
        );
        stream.Position = Math.Min(from, stream.Length);
        var line = new MemoryStream();
        var end = stream.Position;
        for (int next; (next = stream.ReadByte()) >= 0; )
        {
            end++;
            if (next != '\n')
            {
                line.WriteByte((byte)next);
                continue;
            }
            yield return (line.ToArray(), end);
            line.SetLength(0);
        }
    }

    /// <summary>A rejection; null where the line broke off.</summary>
    private static RejectedAtDoor? Parse(byte[] line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, RejectionJson.Default.RejectedAtDoor);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private string FileOf(string day) => Path.Combine(folder!, Prefix + day + Suffix);

    private static string Day(Moment at) =>
        DateTime.UnixEpoch.AddTicks(at.Ticks).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static (string Day, long Offset) Cursor(string? after)
    {
        if (after is null)
            return ("", 0);
        var colon = after.IndexOf(':', StringComparison.Ordinal);
        return
            colon >= 0
            && long.TryParse(
                after[(colon + 1)..],
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var offset
            )
            ? (after[..colon], offset)
            : throw new RequestException(Code.Malformed, "after is no cursor of this list")
            {
                Pointer = "?after",
            };
    }

    [LoggerMessage(
        LogLevel.Warning,
        "What is turned away cannot be kept for a look at it, and is forgotten until that is mended: {Why}"
    )]
    private static partial void CannotBeKept(ILogger log, string why);
}
