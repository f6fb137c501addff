using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Evenhand.Tests.Server;

/// <summary>Keeps what is logged, as text with everything that a line holds.</summary>
internal sealed class LogLines : ILoggerProvider
{
    private readonly ConcurrentQueue<string> lines = new();

    public LogLines() =>
        Factory = LoggerFactory.Create(logs =>
            logs.SetMinimumLevel(LogLevel.Debug)
                .AddFilter("Microsoft", LogLevel.Warning)
                .AddProvider(this)
        );

    public ILoggerFactory Factory { get; }

    public IReadOnlyCollection<string> All => lines;

    public ILogger CreateLogger(string categoryName) => new Line(categoryName, lines);

    public void Dispose() => Factory.Dispose();

    private sealed class Line(string category, ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => lines.Enqueue($"{logLevel} {category}: {formatter(state, exception)} {exception}");
    }
}
