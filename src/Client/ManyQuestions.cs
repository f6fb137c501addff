using System.Text.Json;
using Evenhand.Wire;
using Microsoft.Extensions.Logging;

namespace Evenhand.Client;

/// <summary>Several questions in one request; each gets an answer of its own.</summary>
internal sealed partial class ManyQuestions(
    Connection connection,
    EvenhandOptions options,
    TimeProvider time,
    ILogger log
)
{
    private const int ServerFaults = 500;

    public async Task<IReadOnlyList<GateAnswer>> AskAsync(
        IReadOnlyList<GateQuestion> questions,
        FailMode? whenUnavailable,
        bool together,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(questions);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(
            questions.Count,
            EvenhandClient.MostQuestions
        );
        if (questions.Count == 0)
            return [];
        var mode = whenUnavailable ?? options.WhenUnavailable;
        try
        {
            var elements = await AskServerAsync(questions, together, cancel).ConfigureAwait(false);
            return [.. questions.Zip(elements, (question, its) => AnswerOf(question, its, mode))];
        }
        catch (EvenhandUnavailableException away)
        {
            LogUnavailable(log, questions.Count, mode, away.Message);
            return [.. questions.Select(each => Unavailable.Answer(each, mode, time.GetUtcNow()))];
        }
    }

    private async Task<IReadOnlyList<JsonElement>> AskServerAsync(
        IReadOnlyList<GateQuestion> questions,
        bool together,
        CancellationToken cancel
    )
    {
        using var content = Connection.Content(questions, WireJson.Wire.IReadOnlyListGateQuestion);
        var path = together ? "v1/gate?reserve=all" : "v1/gate";
        using var response = await connection
            .SendAsync(HttpMethod.Post, path, content, options.GateTimeout, cancel)
            .ConfigureAwait(false);
        var elements = await Connection
            .ReadAsync(response, WireJson.Wire.IReadOnlyListJsonElement, cancel)
            .ConfigureAwait(false);
        return elements.Count == questions.Count
            ? elements
            : throw new EvenhandUnavailableException("There are not as many answers as questions.");
    }

    /// <summary>What has an outcome is an answer, what has none a problem: of the server's, or of the question's.</summary>
    private GateAnswer AnswerOf(GateQuestion question, JsonElement element, FailMode mode)
    {
        try
        {
            if (element.TryGetProperty("outcome", out _))
                return element.Deserialize(WireJson.Wire.GateAnswer)!;
            var problem = element.Deserialize(WireJson.Wire.Problem)!;
            return problem.Status >= ServerFaults
                ? Unavailable.Answer(question, mode, time.GetUtcNow()) with
                {
                    Problem = problem,
                }
                : Unavailable.Answer(question, options.WhenRefused, time.GetUtcNow(), problem);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            throw new EvenhandUnavailableException("The answer could not be read.", unreadable);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The gate could not be asked (in one request: {Count}), failing {Mode}: {Why}"
    )]
    private static partial void LogUnavailable(ILogger log, int count, FailMode mode, string why);
}
