using Evenhand.Core.Codes;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Node.Ingest;

namespace Evenhand.Node.Gate;

/// <summary>
/// Reads the act of an ask and tells what is odd about it: an act under a misspelt field is judged as if it had none. Not to be
/// shared between threads.
/// </summary>
internal sealed class ActParser
{
    private readonly Remarks remarks;
    private readonly LiveAskParser parser;

    /// <summary>A parser for one thread.</summary>
    public ActParser(Catalogue catalogue, long seed)
    {
        remarks = new Remarks(catalogue);
        parser = new LiveAskParser(catalogue, seed, remarks);
    }

    /// <summary>Reads an ask into a record of <c>gate.asked</c>; null where <paramref name="fault"/> says what is wrong.</summary>
    /// <param name="json">The ask.</param>
    /// <param name="time">When it is asked.</param>
    /// <param name="fault">What is wrong; null where nothing is.</param>
    /// <param name="warnings">What is odd about it; empty where nothing is.</param>
    public byte[]? Parse(
        ReadOnlySpan<byte> json,
        Moment time,
        out Fault? fault,
        out IReadOnlyList<Fault> warnings
    )
    {
        remarks.BeginBody();
        remarks.Begin(0);
        var ask = parser.Parse(json, time, out fault);
        warnings = remarks.All();
        return ask;
    }
}
