using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace CustomerService.Web.Infrastructure.Logging;

/// <summary>One line for each entry, as the simple console writes it, without what <see cref="LogRedaction"/> takes out.</summary>
internal sealed class RedactingConsoleFormatter() : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "redacted";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        var text = logEntry.Exception is null ? message : $"{message} {logEntry.Exception}";
        textWriter.WriteLine(
            $"{NameOf(logEntry.LogLevel)}: {logEntry.Category}[{logEntry.EventId.Id}] {OneLine(LogRedaction.Clean(text))}"
        );
    }

    /// <summary>What comes from outside cannot pretend to be an entry of its own.</summary>
    private static string OneLine(string text) => text.ReplaceLineEndings(" ");

    private static string NameOf(LogLevel level) =>
        level switch
        {
            LogLevel.Trace => "trce",
            LogLevel.Debug => "dbug",
            LogLevel.Information => "info",
            LogLevel.Warning => "warn",
            LogLevel.Error => "fail",
            _ => "crit",
        };
}
