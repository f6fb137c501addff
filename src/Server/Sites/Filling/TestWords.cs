using Evenhand.Core.Codes;
using Evenhand.Languages;
using Evenhand.Node.Refusals;
using Evenhand.Node.Sending;

namespace Evenhand.Server.Sites.Filling;

/// <summary>What came of a message that was sent to try a channel, in a sentence for the page after it.</summary>
internal static class TestWords
{
    /// <summary>The sentence.</summary>
    /// <exception cref="RequestException">It was not taken.</exception>
    public static string Of(Receipt receipt, Language say)
    {
        var answer = receipt.Status is { } status ? $" ({status})" : "";
        return receipt.IsTaken
            ? say["The test was taken{0}.", answer]
            : throw new RequestException(
                Code.Refused,
                say["the test was not taken{0}: {1}", answer, receipt.Detail]
            );
    }
}
