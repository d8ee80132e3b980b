using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace CustomerService.Web.Infrastructure;

/// <summary>Bodies in a charset that nobody reads any more (utf-7) or that does not exist are refused, not stumbled over.</summary>
internal static class Charsets
{
    public static void UseCharsets(this IApplicationBuilder app)
    {
        var form = app.ApplicationServices.GetRequiredService<IOptions<FormOptions>>().Value;
        app.Use(
            (context, next) =>
            {
                if (!IsKnown(context.Request.ContentType))
                {
                    throw Refused();
                }

                // Each part of a form may name a charset of its own. A page that is rendered once more has its form already.
                var isNew = context.Features.Get<IFormFeature>() is not (PartCharsets or { Form: not null });
                if (isNew && context.Request.HasFormContentType)
                {
                    context.Features.Set<IFormFeature>(new PartCharsets(new FormFeature(context.Request, form)));
                }

                return next(context);
            }
        );
    }

    private static bool IsKnown(string? contentType)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type) || !type.Charset.HasValue)
        {
            return true;
        }

        try
        {
            _ = Encoding.GetEncoding(HeaderUtilities.RemoveQuotes(type.Charset).ToString());
            return true;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    private static BadHttpRequestException Refused() =>
        new("The body names a charset that is not supported. Send UTF-8.", StatusCodes.Status415UnsupportedMediaType);

    private sealed class PartCharsets(FormFeature inner) : IFormFeature
    {
        public bool HasFormContentType => inner.HasFormContentType;

        public IFormCollection? Form
        {
            get => inner.Form;
            set => inner.Form = value;
        }

        public IFormCollection ReadForm()
        {
            try
            {
                return inner.ReadForm();
            }
            catch (NotSupportedException)
            {
                throw Refused();
            }
        }

        public async Task<IFormCollection> ReadFormAsync(CancellationToken cancellationToken)
        {
            try
            {
                return await inner.ReadFormAsync(cancellationToken);
            }
            catch (NotSupportedException)
            {
                throw Refused();
            }
        }
    }
}
