using System.Text.Json;
using System.Text.Json.Serialization;

namespace Evenhand.Bench;

/// <summary>What any program must do at least: parse the same lines into records with the framework's own generator.</summary>
internal static class Yardstick
{
    private const int BlockSize = 4 << 20;

    /// <summary>Parses every line of a file on so many threads, and returns how many there were.</summary>
    public static long Parse(string file, int threads)
    {
        using var input = new FileStream(
            file,
            FileMode.Open,
            FileAccess.Read,
            FileShare.Read,
            1,
            FileOptions.SequentialScan
        );
        var underWay = new Queue<Task<long>>();
        long lines = 0;
        var carried = 0;
        var buffer = new byte[BlockSize];
        for (
            int read;
            (
                read = input.ReadAtLeast(
                    buffer.AsSpan(carried),
                    BlockSize - carried,
                    throwOnEndOfStream: false
                )
            ) + carried
                > 0;

        )
        {
            var length = carried + read;
            var end =
                length < BlockSize ? length : buffer.AsSpan(0, length).LastIndexOf((byte)'\n') + 1;
            var next = new byte[BlockSize];
            buffer.AsSpan(end, length - end).CopyTo(next);
            (carried, var block) = (length - end, buffer);
            underWay.Enqueue(Task.Run(() => ParseBlock(block.AsSpan(0, end))));
            if (underWay.Count > threads)
                lines += underWay.Dequeue().Result;
            buffer = next;
        }
        while (underWay.TryDequeue(out var last))
            lines += last.Result;
        return lines;
    }

    private static long ParseBlock(ReadOnlySpan<byte> block)
    {
        long lines = 0;
        while (!block.IsEmpty)
        {
            var end = block.IndexOf((byte)'\n');
            var line = end < 0 ? block : block[..end];
            block = end < 0 ? [] : block[(end + 1)..];
            if (
                !line.IsEmpty
                && JsonSerializer.Deserialize(line, BenchJson.Default.CloudEvent)?.Id is not null
            )
                lines++;
        }
        return lines;
    }
}

/// <summary>An event as a program would declare it.</summary>
internal sealed record CloudEvent(
    string SpecVersion,
    string Id,
    string Source,
    string Type,
    DateTimeOffset Time,
    string? Subject,
    EventData? Data
);

/// <summary>The fields that most events have.</summary>
internal sealed record EventData(
    long? Count,
    decimal? Duration,
    long? Bytes,
    string? User,
    string? Contact,
    string? Direction,
    string? Object,
    string? Origin,
    string? Automation
);

[JsonSourceGenerationOptions(
    PropertyNameCaseInsensitive = false,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase
)]
[JsonSerializable(typeof(CloudEvent))]
internal sealed partial class BenchJson : JsonSerializerContext;
