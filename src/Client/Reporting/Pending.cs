using System.Text.Json;
using Evenhand.Wire;

namespace Evenhand.Client.Reporting;

/// <summary>
/// An event that waits, with its JSON: written when it is reported, so that what cannot be written fails there, and what is sent
/// again is the same.
/// </summary>
internal sealed record Pending(CloudEvent Event, byte[] Json)
{
    /// <summary>How often the server did not take it though it may later.</summary>
    public int Refusals { get; init; }

    public static Pending Of(CloudEvent named) =>
        new(named, JsonSerializer.SerializeToUtf8Bytes(named, WireJson.Wire.CloudEvent));

    /// <summary>The array of all of them.</summary>
    public static byte[] Array(IReadOnlyList<Pending> batch)
    {
        using var array = new MemoryStream(batch.Sum(pending => pending.Json.Length + 1) + 1);
        var separator = (byte)'[';
        foreach (var pending in batch)
        {
            array.WriteByte(separator);
            array.Write(pending.Json);
            separator = (byte)',';
        }
        array.WriteByte((byte)']');
        return array.ToArray();
    }
}
