using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using CustomerService.Framework.Blobs;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Identity.Users;
using CustomerService.Tickets.Attachments;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Tickets.Privacy;

/// <summary>Writes what is known of a customer into a ZIP that they can read; ticket by ticket, so that memory stays flat.</summary>
internal sealed class CustomerDataWriter(CustomerServiceDbContext db, IBlobContainer<TicketAttachment> blobs) : ITransientDependency
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <returns>To be disposed; the file behind it is gone then.</returns>
    public async Task<Stream> WriteAsync(UserDto customer, CancellationToken cancellationToken)
    {
        var output = new FileStream(
            Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()),
            new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
            }
        );
        using (var zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true))
        {
            var files = new List<Guid>();
            await using (var entry = zip.CreateEntry("customer.json").Open())
            {
                var data = new
                {
                    Profile = new
                    {
                        customer.Id,
                        customer.Name,
                        customer.Email,
                        customer.Language,
                        customer.TimeZone,
                        customer.Tier,
                    },
                    Tickets = TicketsAsync(customer.Id, files, cancellationToken),
                };
                await JsonSerializer.SerializeAsync(entry, data, Json, cancellationToken);
            }

            foreach (var id in files)
            {
                if (await blobs.GetOrNullAsync(id, cancellationToken) is { } content)
                {
                    await using var from = content;
                    await using var to = zip.CreateEntry(NameOf(id), CompressionLevel.NoCompression).Open();
                    await from.CopyToAsync(to, cancellationToken);
                }
            }
        }

        output.Position = 0;
        return output;
    }

    /// <summary>By its id: what somebody called it is no name for a path.</summary>
    private static string NameOf(Guid id) => $"files/{id:N}";

    private async IAsyncEnumerable<object> TicketsAsync(
        Guid customerId,
        List<Guid> files,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var ids = await db.Set<Ticket>()
            .Where(t => t.RequesterId == customerId)
            .OrderBy(t => t.Number)
            .Select(t => t.Id)
            .ToListAsync(cancellationToken);
        foreach (var id in ids)
        {
            var ticket = await db.Set<Ticket>().AsNoTracking().SingleAsync(t => t.Id == id, cancellationToken);
            var messages = await db.Set<TicketMessage>()
                .AsNoTracking()
                .Where(m => m.TicketId == id && m.IsPublic)
                .OrderBy(m => m.At)
                .ToListAsync(cancellationToken);
            var attachments = await db.Set<TicketAttachment>()
                .AsNoTracking()
                .Where(a => a.TicketId == id && a.MessageId != null && a.Threat == null)
                .ToListAsync(cancellationToken);
            var shown = attachments.Where(a => messages.Exists(m => m.Id == a.MessageId)).ToLookup(a => a.MessageId);
            files.AddRange(shown.SelectMany(a => a).Select(a => a.Id));
            yield return new
            {
                ticket.Number,
                ticket.Subject,
                ticket.Status,
                ticket.Channel,
                ticket.CreationTime,
                ticket.ResolvedAt,
                ticket.RequesterName,
                ticket.RequesterEmail,
                ticket.RatingScore,
                ticket.RatingComment,
                Answers = ticket.Fields is null ? (JsonElement?)null : JsonSerializer.Deserialize<JsonElement>(ticket.Fields),
                Messages = messages.Select(m => new
                {
                    m.At,
                    From = m.AuthorName,
                    m.IsByStaff,
                    m.Body,
                    Files = shown[m.Id]
                        .Select(a => new
                        {
                            Name = a.FileName,
                            a.ContentType,
                            Entry = NameOf(a.Id),
                        }),
                }),
            };
        }
    }
}
