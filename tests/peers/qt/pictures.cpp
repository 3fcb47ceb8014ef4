// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

#include "pictures.h"

#include <QBuffer>
#include <QDataStream>
#include <QFile>
#include <QImage>
#include <QPixmap>

#include <algorithm>
#include <cstring>

bool putPicture(QSharedMemory &memory, const QString &key, const std::string &kind, const QString &file)
{
    memory.setKey(key);
    if (memory.isAttached())
        memory.detach();

    QBuffer buffer;
    buffer.open(QBuffer::ReadWrite);
    QDataStream out(&buffer);
    if (kind == "pixmap") {
        QPixmap pixmap;
        if (!pixmap.load(file))
            return false;
        out << pixmap;
    } else {
        QImage image;
        if (!image.load(file))
            return false;
        out << image;
    }

    if (!memory.create(int(buffer.size())))
        return false;
    memory.lock();
    std::memcpy(memory.data(), buffer.data().constData(), std::size_t(std::min<qint64>(memory.size(), buffer.size())));
    memory.unlock();
    return true;
}

std::string getPicture(QSharedMemory &memory, const std::string &kind, const QString &outFile)
{
    if (!memory.attach())
        return "false";

    QBuffer buffer;
    QDataStream in(&buffer);
    QImage image;
    QPixmap pixmap;
    memory.lock();
    buffer.setData(static_cast<const char *>(memory.constData()), int(memory.size()));
    buffer.open(QBuffer::ReadOnly);
    if (kind == "pixmap") {
        in >> pixmap;
        image = pixmap.toImage();
    } else {
        in >> image;
    }
    memory.unlock();
    memory.detach();

    if (image.isNull())
        return "null";
    image = image.convertToFormat(QImage::Format_ARGB32);
    const qint32 size[] = {image.width(), image.height()};
    QFile file(outFile);
    if (!file.open(QFile::WriteOnly))
        return "false";
    file.write(reinterpret_cast<const char *>(size), sizeof size);
    for (int y = 0; y < image.height(); ++y)
        file.write(reinterpret_cast<const char *>(image.constScanLine(y)), 4LL * image.width());
    return std::to_string(size[0]) + " " + std::to_string(size[1]);
}
