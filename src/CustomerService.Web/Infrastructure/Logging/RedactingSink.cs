using System.Globalization;
using Serilog.Core;
using Serilog.Data;
using Serilog.Events;
using Serilog.Formatting.Display;
using Serilog.Parsing;

namespace CustomerService.Web.Infrastructure.Logging;

/// <summary>Hands on what <see cref="LogRedaction"/> leaves of an entry: of its text, its properties and its exception.</summary>
internal sealed class RedactingSink(ILogEventSink inner) : ILogEventSink
{
    /// <summary>Without quotation marks around what was filled in.</summary>
    private static readonly MessageTemplateTextFormatter Text = new("{Message:lj}", CultureInfo.InvariantCulture);

    private static readonly Values Redacted = new();

    public void Emit(LogEvent logEvent)
    {
        // One line: what comes from outside cannot pretend to be an entry of its own.
        var message = LogRedaction.Clean(TextOf(logEvent)).ReplaceLineEndings(" ");
        inner.Emit(
            new LogEvent(
                logEvent.Timestamp,
                logEvent.Level,
                logEvent.Exception is { } e ? new RedactedException(LogRedaction.Clean(e.ToString())) : null,
                new MessageTemplate([new TextToken(message)]),
                logEvent.Properties.Select(p => new LogEventProperty(p.Key, Redacted.Visit(p.Value))),
                logEvent.TraceId ?? default,
                logEvent.SpanId ?? default
            )
        );
    }

    private static string TextOf(LogEvent logEvent)
    {
        using var text = new StringWriter();
        Text.Format(logEvent, text);
        return text.ToString();
    }

    private sealed class Values : LogEventPropertyValueRewriter<object?>
    {
        public LogEventPropertyValue Visit(LogEventPropertyValue value) => Visit(null, value);

        protected override LogEventPropertyValue VisitScalarValue(object? state, ScalarValue scalar) =>
            scalar.Value is null or ValueType and not Microsoft.AspNetCore.Http.PathString
                ? scalar
                : new ScalarValue(LogRedaction.Clean(scalar.Value.ToString() ?? ""));
    }

    private sealed class RedactedException(string text) : Exception(text)
    {
        public override string ToString() => Message;
    }
}
