// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

#include "pixels.h"

#include "wire.h"

#include <QBuffer>
#include <QCryptographicHash>
#include <QDataStream>
#include <QImage>
#include <QImageReader>

#include <algorithm>
#include <cstring>
#include <map>

namespace {

struct Format
{
    QImage::Format format;
    int bytes;
};

const std::map<std::string, Format> formats = {
    {"Bgra", {QImage::Format_ARGB32, 4}},
    {"BgraPremultiplied", {QImage::Format_ARGB32_Premultiplied, 4}},
    {"Bgrx", {QImage::Format_RGB32, 4}},
    {"Rgba", {QImage::Format_RGBA8888, 4}},
    {"RgbaPremultiplied", {QImage::Format_RGBA8888_Premultiplied, 4}},
    {"Rgbx", {QImage::Format_RGBX8888, 4}},
    {"Rgb24", {QImage::Format_RGB888, 3}},
    {"Gray8", {QImage::Format_Grayscale8, 1}},
    {"Gray16", {QImage::Format_Grayscale16, 2}},
};

// One pixel in five is transparent, one is opaque.
void premultiply(std::vector<uchar> &bytes)
{
    for (std::size_t i = 0; i + 4 <= bytes.size(); i += 4) {
        const int alpha = i / 4 % 5 == 0 ? 0 : i / 4 % 5 == 1 ? 255 : bytes[i + 3];
        bytes[i + 3] = uchar(alpha);
        for (std::size_t colour = i; colour < i + 3; ++colour)
            bytes[colour] = uchar(bytes[colour] * alpha / 255);
    }
}

// The same as the C# peer's PixelNoise.
std::vector<uchar> noise(const std::string &format, std::size_t size, quint32 seed)
{
    std::vector<uchar> bytes(size);
    for (uchar &byte : bytes) {
        seed = seed * 1664525u + 1013904223u;
        byte = uchar(seed >> 24);
    }
    if (format.find("Premultiplied") != std::string::npos)
        premultiply(bytes);
    return bytes;
}

} // namespace

bool putPixels(QSharedMemory &memory, const std::vector<std::string> &words)
{
    memory.setKey(textOf(words.at(0)));
    if (memory.isAttached())
        memory.detach();

    const std::string &format = words.at(1);
    const int width = std::stoi(words.at(2)), height = std::stoi(words.at(3)), stride = std::stoi(words.at(4));
    const std::vector<uchar> bytes = noise(format, std::size_t(stride) * std::size_t(height), quint32(std::stoul(words.at(5))));
    const QImage image(bytes.data(), width, height, stride, formats.at(format).format);

    QBuffer buffer;
    buffer.open(QBuffer::ReadWrite);
    QDataStream out(&buffer);
    out << image;
    if (!memory.create(int(buffer.size())))
        return false;
    memory.lock();
    std::memcpy(memory.data(), buffer.data().constData(), std::size_t(std::min<qint64>(memory.size(), buffer.size())));
    memory.unlock();
    return true;
}

std::string getPixels(QSharedMemory &memory, const std::string &format)
{
    if (!memory.attach(QSharedMemory::ReadOnly))
        return "false";
#if QT_VERSION >= QT_VERSION_CHECK(6, 0, 0)
    QImageReader::setAllocationLimit(0); // Qt 6.4 refuses more than 128 MiB unless the program says otherwise.
#endif
    QImage image;
    memory.lock();
    QDataStream in(QByteArray::fromRawData(static_cast<const char *>(memory.constData()), int(memory.size())));
    in >> image;
    memory.unlock();
    memory.detach();
    if (image.isNull())
        return "null";

    image = image.convertToFormat(formats.at(format).format);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (int y = 0; y < image.height(); ++y)
        hash.addData(QByteArray::fromRawData(reinterpret_cast<const char *>(image.constScanLine(y)), formats.at(format).bytes * image.width()));
    return std::to_string(image.width()) + " " + std::to_string(image.height()) + " " + show(hash.result());
}
