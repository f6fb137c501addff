using Evenhand.Runtime.Serving;
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
            case ProblemException problem:
                if (problem.Status == StatusCodes.Status401Unauthorized)
                    context.Response.Headers.WWWAuthenticate = "Bearer realm=\"evenhand\"";
                return ProblemWriter.WriteAsync(
                    context,
                    problem.Status,
                    problem.Message,
                    problem.Errors
                );
            case BadHttpRequestException bad:
                return ProblemWriter.WriteAsync(context, bad.StatusCode, Detail(bad), []);
            default:
                TellDefect(error, context.TraceIdentifier);
                return ProblemWriter.WriteAsync(
                    context,
                    StatusCodes.Status500InternalServerError,
                    "this is a defect of the server; its log tells it under the request's id",
                    []
                );
        }
    }

    private static Task AnswerAsync(HttpContext context, RequestException problem)
    {
        var status = StatusOf(problem.Fault);
        if (status == StatusCodes.Status503ServiceUnavailable)
            ProblemWriter.SetRetryAfter(context, problem.RetryAfter ?? SoonEnough);
        var errors = problem.Problems.Select(each => new ProblemError(each.Message)
        {
            // What is wrong with a document stands on a line, what is wrong with a batch at a place.
            Line = problem.Fault == RequestFault.Unacceptable && each.Line > 0 ? each.Line : null,
            Index = problem.Fault == RequestFault.Unacceptable ? null : each.Line,
        });
        if (problem.Pointer is { } pointer)
            errors = errors.Prepend(new ProblemError(problem.Message) { Pointer = pointer });
        return ProblemWriter.WriteAsync(context, status, problem.Message, errors);
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
        return ProblemWriter.WriteAsync(context, response.StatusCode, detail, []);
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

    private static int StatusOf(RequestFault fault) =>
        fault switch
        {
            RequestFault.Malformed => StatusCodes.Status400BadRequest,
            RequestFault.TooLarge => StatusCodes.Status413PayloadTooLarge,
            RequestFault.NotFound => StatusCodes.Status404NotFound,
            RequestFault.Conflict => StatusCodes.Status409Conflict,
            RequestFault.Unacceptable => StatusCodes.Status422UnprocessableEntity,
            RequestFault.Overloaded or RequestFault.Unavailable =>
                StatusCodes.Status503ServiceUnavailable,
            _ => throw new ArgumentOutOfRangeException(nameof(fault)),
        };

    [LoggerMessage(1, LogLevel.Error, "Request {RequestId} failed by a defect")]
    private partial void TellDefect(Exception error, string requestId);
}
