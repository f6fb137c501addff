using System.Globalization;
using System.Text;
using Evenhand.Node.Sending;
using Evenhand.Node.Stored;
using Evenhand.Wording;

namespace Evenhand.Node.Dispatching;

/// <summary>The mail that tells those who run the service what did not go out, and what waits for them in the store.</summary>
internal static class OperatorLetter
{
    /// <summary>Lines of one mail; the rest is counted, and stands in the lists.</summary>
    private const int Most = 50;

    /// <summary>The mail.</summary>
    public static Message Of(OperatorReport report)
    {
        var stopped = report.All.Count(each => each.Trouble.Removal is not null);
        var ended = report.All.Count(each => each.Trouble.Target is not null);
        var lost = report.All.Count - ended - stopped + report.Beyond;
        var more = report.All.Count + report.Beyond - Most;
        var text = new StringBuilder();
        text.Append(OperatorSentence.Lead(lost, ended, stopped)).Append("\n\n");
        foreach (var met in report.All.Take(Most))
            text.Append(LineOf(met)).Append('\n');
        if (more > 0)
            text.Append(OperatorSentence.More(more)).Append('\n');
        text.Append('\n').Append(OperatorSentence.WhereToLook(lost + ended, stopped)).Append('\n');
        return new Message(OperatorSentence.Subject(lost, ended, stopped), text.ToString());
    }

    private static string LineOf(Met met)
    {
        var its = met.Trouble;
        var sentence =
            its.Removal is { } removal
                ? OperatorSentence.Stopped(met.Account, removal.Things, removal.Bytes)
            : its.Notice is null ? OperatorSentence.GivenUp(met.Account, its.Channel!, its.Target!)
            : OperatorSentence.Lost(met.Account, its.Kind!, its.Notice, its.Step);
        return Plain($"{TimeOf(its)}  {sentence}");
    }

    private static string TimeOf(Trouble trouble) =>
        trouble.At.Instant.ToString("uuuu'-'MM'-'dd HH':'mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>What others named stays on its line.</summary>
    private static string Plain(string line) =>
        string.Concat(line.Select(sign => char.IsControl(sign) ? ' ' : sign));
}
