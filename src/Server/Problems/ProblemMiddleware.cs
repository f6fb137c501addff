using Evenhand.Core.Codes;
using Evenhand.Languages;
using Evenhand.Ledger;
using Evenhand.Node.Refusals;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Evenhand.Server.Problems;

/// <summary>Turns what a request fails with into problem details: the one place where exceptions end.</summary>
/// <param name="log">Where our own faults are told.</param>
public sealed partial class ProblemMiddleware(ILogger log)
{
    private static readonly TimeSpan SoonEnough = TimeSpan.FromSeconds(1);

    /// <summary>The middleware. It stands before everything that may fail.</summary>
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to answer.
            return;
        }
        catch (Exception error) when (!context.Response.HasStarted)
        {
            context.Response.Clear();
            RequestIds.Echo(context);
            await AnswerAsync(context, error);
            return;
        }
        catch (Exception error)
        {
            TellDefect(error, context.TraceIdentifier);
            context.Abort();
            return;
        }
        await FillAsync(context);
    }

    private Task AnswerAsync(HttpContext context, Exception error)
    {
        switch (error)
        {
            case RequestException request:
                return AnswerAsync(context, request);
            // The world failed, not the program: it may be well again soon, and the log says what to see to.
            case LedgerException ledger:
                TellLedger(ledger.Message, context.TraceIdentifier);
                return AnswerAsync(context, Refused(ledger));
            case BadHttpRequestException bad:
                return ProblemWriter.WriteAsync(
                    context,
                    CodeOf(bad.StatusCode),
                    Detail(bad),
                    [],
                    bad.StatusCode
                );
            default:
                TellDefect(error, context.TraceIdentifier);
                return ProblemWriter.WriteAsync(
                    context,
                    Code.Defect,
                    "this is a defect of the server; its log tells it under the request's id",
                    []
                );
        }
    }

    /// <summary>The world behind us fails: the request is as good as it was. What exactly is for the log.</summary>
    private static RequestException Refused(LedgerException ledger) =>
        ledger switch
        {
            DamagedLedgerException => new(
                Code.Unreadable,
                "the ledger cannot be read there; its operator is told"
            ),
            FencedException => new(
                Code.Fenced,
                Language.Key("another server holds the ledger; ask that one")
            ),
            _ => new(Code.Unavailable, Language.Key("the ledger does not answer; try again")),
        };

    private static Task AnswerAsync(HttpContext context, RequestException problem)
    {
        var (code, status) = (problem.Code, problem.Code.Row().Status);
        if (status == StatusCodes.Status401Unauthorized)
            context.Response.Headers.WWWAuthenticate = "Bearer realm=\"evenhand\"";
        if (
            status
            is StatusCodes.Status429TooManyRequests
                or StatusCodes.Status503ServiceUnavailable
        )
            ProblemWriter.SetRetryAfter(context, problem.RetryAfter ?? SoonEnough);
        return ProblemWriter.WriteAsync(
            context,
            code,
            problem.Message,
            ProblemWriter.ErrorsOf(problem),
            didYouMean: problem.DidYouMean,
            problem: problem
        );
    }

    /// <summary>What routing refuses has a status and nothing else.</summary>
    private static Task FillAsync(HttpContext context)
    {
        var response = context.Response;
        if (response.HasStarted || response.StatusCode < 400 || response.ContentType is not null)
            return Task.CompletedTask;
        var detail = response.StatusCode switch
        {
            StatusCodes.Status404NotFound => "there is nothing at this address",
            StatusCodes.Status405MethodNotAllowed =>
                $"this address takes {response.Headers.Allow}, not {Word(context.Request.Method)}",
            _ => "the request cannot be answered",
        };
        var status = response.StatusCode;
        HeadAnswers.Allow(response);
        return ProblemWriter.WriteAsync(context, CodeOf(status), detail, [], status);
    }

    // A method is free text of the sender's.
    private static string Word(string method) =>
        method.Length <= 16 && method.All(char.IsAsciiLetter) ? method : "that method";

    private static string Detail(BadHttpRequestException error) =>
        error.StatusCode switch
        {
            StatusCodes.Status413PayloadTooLarge => "the body is larger than this server takes",
            StatusCodes.Status408RequestTimeout => "the body came too slowly",
            _ => "the body could not be read",
        };

    /// <summary>The code of what the framework refuses by a status alone.</summary>
    private static Code CodeOf(int status) =>
        status switch
        {
            StatusCodes.Status404NotFound => Code.NotFound,
            StatusCodes.Status405MethodNotAllowed => Code.WrongMethod,
            StatusCodes.Status408RequestTimeout => Code.TooSlow,
            StatusCodes.Status413PayloadTooLarge => Code.TooLarge,
            StatusCodes.Status415UnsupportedMediaType => Code.WrongType,
            _ => status < 500 ? Code.Refused : Code.Defect,
        };

    [LoggerMessage(2, LogLevel.Error, "The ledger failed request {RequestId}: {Why}")]
    private partial void TellLedger(string why, string requestId);

    [LoggerMessage(1, LogLevel.Error, "Request {RequestId} failed by a defect")]
    private partial void TellDefect(Exception error, string requestId);
}
